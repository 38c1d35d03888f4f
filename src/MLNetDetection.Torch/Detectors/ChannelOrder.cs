namespace MLNetDetection.Torch.Detectors;

/// <summary>In which order a network takes the colours. Numbered for model files.</summary>
public enum ChannelOrder
{
    /// <summary>Red, green, blue: PyTorch's and Gluon's.</summary>
    Rgb = 0,

    /// <summary>Blue, green, red: networks of Caffe and OpenCV.</summary>
    Bgr = 1,
}
