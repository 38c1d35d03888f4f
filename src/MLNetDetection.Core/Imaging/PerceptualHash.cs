using System.Numerics;

namespace MLNetDetection.Core.Imaging;

/// <summary>
/// 128 bits of what a picture looks like: whether brightness rises from each of 8 x 8 cells to the next across, and to the next down.
/// The same picture at another size, quality or file format differs in a few bits; another picture in about half of them.
/// </summary>
/// <param name="Across">64 bits.</param>
/// <param name="Down">64 bits.</param>
public readonly record struct PerceptualHash(ulong Across, ulong Down)
{
    private const int Cells = 8;

    // Of 255: below it, flat parts would turn with the noise of each copy.
    private const float Rise = 1;

    /// <summary>The hash of a picture.</summary>
    public static PerceptualHash Of(PixelImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        const int Side = Cells + 1;
        float[] planes = new float[3 * Side * Side];
        new ImageResampler().ToPlanar(image, ResampleRequest.Whole(image, Side, Side), planes);
        ulong across = 0, down = 0;
        for (int y = 0; y < Cells; y++)
        {
            for (int x = 0; x < Cells; x++)
            {
                float here = Luma(planes, x, y);
                across = (across << 1) | (Luma(planes, x + 1, y) > here + Rise ? 1UL : 0);
                down = (down << 1) | (Luma(planes, x, y + 1) > here + Rise ? 1UL : 0);
            }
        }

        return new PerceptualHash(across, down);

        static float Luma(float[] rgb, int x, int y)
        {
            int at = (y * Side) + x;
            return (0.299f * rgb[at]) + (0.587f * rgb[at + (Side * Side)]) + (0.114f * rgb[at + (2 * Side * Side)]);
        }
    }

    /// <summary>Bits that differ, 0 to 128.</summary>
    public int DistanceTo(PerceptualHash other) =>
        BitOperations.PopCount(Across ^ other.Across) + BitOperations.PopCount(Down ^ other.Down);
}
