namespace MLNetDetection.Core.Imaging;

/// <summary>Three numbers that go with R, G and B.</summary>
/// <param name="R">Red.</param>
/// <param name="G">Green.</param>
/// <param name="B">Blue.</param>
public readonly record struct RgbTriple(float R, float G, float B)
{
    /// <summary>The sum of the products.</summary>
    public float Dot(RgbTriple other) => (R * other.R) + (G * other.G) + (B * other.B);
}
