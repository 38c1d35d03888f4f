using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Torch.Inference;

/// <summary>Pixels R G B to what a network sees: (value - mean) / deviation, in the order of channels that it wants.</summary>
internal sealed class PixelNormaliser
{
    private readonly float[] _scale;
    private readonly float[] _shift;
    private readonly bool _turns;

    public PixelNormaliser(Preprocessing p)
    {
        _scale = [(float)(1 / p.DeviationR), (float)(1 / p.DeviationG), (float)(1 / p.DeviationB)];
        _shift = [(float)(-p.MeanR / p.DeviationR), (float)(-p.MeanG / p.DeviationG), (float)(-p.MeanB / p.DeviationB)];
        _turns = p.Order != ChannelOrder.Rgb;
    }

    /// <param name="pixels">[N, H, W, 3].</param>
    /// <param name="target">Of the same length.</param>
    public void Run(ReadOnlySpan<byte> pixels, Span<float> target)
    {
        (int first, int last) = _turns ? (2, 0) : (0, 2);
        (float r, float g, float b) = (_scale[0], _scale[1], _scale[2]);
        (float r0, float g0, float b0) = (_shift[0], _shift[1], _shift[2]);
        for (int i = 0; i < pixels.Length - 2; i += 3)
        {
            target[i + first] = pixels[i] * r + r0;
            target[i + 1] = pixels[i + 1] * g + g0;
            target[i + last] = pixels[i + 2] * b + b0;
        }
    }

    /// <param name="pixels">[N, H, W, 3].</param>
    /// <param name="target">Of the same length; may be the pixels themselves.</param>
    public void Run(ReadOnlySpan<float> pixels, Span<float> target)
    {
        (int first, int last) = _turns ? (2, 0) : (0, 2);
        (float r, float g, float b) = (_scale[0], _scale[1], _scale[2]);
        (float r0, float g0, float b0) = (_shift[0], _shift[1], _shift[2]);
        for (int i = 0; i < pixels.Length - 2; i += 3)
        {
            (float red, float green, float blue) = (pixels[i] * r + r0, pixels[i + 1] * g + g0, pixels[i + 2] * b + b0);
            (target[i + first], target[i + 1], target[i + last]) = (red, green, blue);
        }
    }
}
