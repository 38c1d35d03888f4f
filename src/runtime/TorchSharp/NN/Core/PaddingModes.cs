namespace TorchSharp;

/// <summary>What stands around a tensor that is padded.</summary>
public enum PaddingModes
{
    /// <summary>Zeros.</summary>
    Zeros = 0,

    /// <summary>The elements mirrored at the edge, without the edge itself.</summary>
    Reflect = 1,

    /// <summary>The edge again.</summary>
    Replicate = 2,

    /// <summary>The elements of the other side.</summary>
    Circular = 3,

    /// <summary>One value.</summary>
    Constant = 4,
}
