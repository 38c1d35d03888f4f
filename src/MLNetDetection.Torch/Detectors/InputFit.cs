namespace MLNetDetection.Torch.Detectors;

/// <summary>How a picture of any size becomes the network's input. Numbered for model files.</summary>
public enum InputFit
{
    /// <summary>Stretched to the input, whatever its ratio.</summary>
    Stretch = 0,

    /// <summary>Scaled to fit, in the middle of a black input.</summary>
    Letterbox = 1,
}
