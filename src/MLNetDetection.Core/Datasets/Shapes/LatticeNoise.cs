namespace MLNetDetection.Core.Datasets.Shapes;

/// <summary>Smooth noise in [0, 1]: hashed numbers at whole coordinates, blended between.</summary>
/// <param name="seed">Of the lattice.</param>
internal readonly struct LatticeNoise(uint seed)
{
    private readonly uint _seed = seed;

    /// <summary>The number at a lattice point, in [0, 1).</summary>
    public float At(int x, int y)
    {
        uint h = _seed ^ ((uint)x * 0x8DA6B343u) ^ ((uint)y * 0xD8163841u);
        h = (h ^ (h >> 16)) * 0x7FEB352Du;
        h = (h ^ (h >> 15)) * 0x846CA68Bu;
        return ((h ^ (h >> 16)) >> 8) * (1f / (1 << 24));
    }

    /// <summary>Smooth between the lattice points.</summary>
    public float Value(float x, float y)
    {
        float left = MathF.Floor(x), top = MathF.Floor(y);
        int column = (int)left, row = (int)top;
        float u = x - left, v = y - top;
        u = u * u * (3 - (2 * u));
        v = v * v * (3 - (2 * v));
        float a = At(column, row), b = At(column + 1, row), c = At(column, row + 1), d = At(column + 1, row + 1);
        float upper = a + ((b - a) * u), lower = c + ((d - c) * u);
        return upper + ((lower - upper) * v);
    }

    /// <summary>Three octaves, each half as strong and twice as fine.</summary>
    public float Fractal(float x, float y) =>
        ((4 * Value(x, y)) + (2 * Value((2 * x) + 17.3f, (2 * y) + 5.1f)) + Value((4 * x) + 31.7f, (4 * y) + 11.9f)) * (1f / 7);
}
