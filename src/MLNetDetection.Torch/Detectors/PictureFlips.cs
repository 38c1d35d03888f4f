namespace MLNetDetection.Torch.Detectors;

/// <summary>In which mirrored forms a picture is looked at too.</summary>
[Flags]
public enum PictureFlips
{
    /// <summary>As it is alone.</summary>
    None = 0,

    /// <summary>Left for right.</summary>
    Horizontal = 1,

    /// <summary>Top for bottom: where up and down mean nothing, as under a microscope or from the air.</summary>
    Vertical = 2,
}
