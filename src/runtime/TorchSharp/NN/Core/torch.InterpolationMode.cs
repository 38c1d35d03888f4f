namespace TorchSharp;

public static partial class torch
{
    /// <summary>How elements between elements are found.</summary>
    public enum InterpolationMode
    {
        /// <summary>The nearest.</summary>
        Nearest = 0,

        /// <summary>Linearly in two dimensions.</summary>
        Bilinear = 2,

        /// <summary>By cubic polynomials in two dimensions.</summary>
        Bicubic = 3,
    }
}
