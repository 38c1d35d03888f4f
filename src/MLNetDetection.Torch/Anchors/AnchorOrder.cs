namespace MLNetDetection.Torch.Anchors;

/// <summary>In which order the anchors of a map, and the outputs of its head, stand. Numbered for model files.</summary>
public enum AnchorOrder
{
    /// <summary>Row, column, shape: SSD's Caffe, torchvision, Gluon.</summary>
    CellThenShape = 0,

    /// <summary>Shape, row, column: NVIDIA's SSD300.</summary>
    ShapeThenCell = 1,
}
