namespace MLNetDetection.Torch.Backbones;

/// <summary>Which extra layers follow VGG's. Numbered for model files.</summary>
public enum VggForm
{
    /// <summary>Six maps: SSD300.</summary>
    Ssd300 = 0,

    /// <summary>Seven maps: SSD512.</summary>
    Ssd512 = 1,
}
