namespace MLNetDetection.Torch.Inference;

/// <summary>Where a predictor's map lies among the rows of all anchors.</summary>
/// <param name="Value">[anchors * columns, H, W], or columns * anchors where shapes come before cells.</param>
/// <param name="Shape">Of the value.</param>
/// <param name="Scores">True for class scores, false for box deltas.</param>
/// <param name="FirstAnchor">Of this map.</param>
/// <param name="AnchorsPerCell">Of this map.</param>
internal sealed record HeadRows(int Value, MapShape Shape, bool Scores, int FirstAnchor, int AnchorsPerCell)
{
    public int Columns => Shape.Channels / AnchorsPerCell;
}
