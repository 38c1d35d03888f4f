using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Imaging;

/// <summary>
/// Renders a request whose source is turned. Sums along rows and columns do not serve it: the source is first made as small as the result
/// needs, antialiased, and then read between its four nearest pixels.
/// </summary>
internal sealed class TurnedSampler
{
    private readonly PixelImage _source;
    private readonly ResampleRequest _request;
    private readonly PlanarTurn _turn;
    private readonly double _across;
    private readonly double _down;
    private readonly ColourTransform _colour;

    public TurnedSampler(PixelImage source, in ResampleRequest request, PlanarTurn turn, bool antialias)
    {
        double shrink = antialias ? Math.Sqrt((double)request.Region.Width / request.Width * (request.Region.Height / request.Height)) : 1;
        _source = shrink > 1.2
            ? ImageResampler.Resize(source, Math.Max(1, (int)Math.Round(source.Width / shrink)), Math.Max(1, (int)Math.Round(source.Height / shrink)))
            : source;
        _across = (double)_source.Width / source.Width;
        _down = (double)_source.Height / source.Height;
        _request = request;
        _turn = turn;
        _colour = request.Colour ?? ColourTransform.Identity;
    }

    /// <summary>One row of the result, [W, 3] in [0, 255].</summary>
    public void Row(int y, Span<float> row)
    {
        BoxXyxy region = _request.Region;
        double turnedY = region.Y1 + ((y + 0.5) * region.Height / _request.Height);
        for (int i = 0; i < _request.Width; i++)
        {
            int x = _request.FlipHorizontally ? _request.Width - 1 - i : i;
            var (sourceX, sourceY) = _turn.Apply(region.X1 + ((x + 0.5) * region.Width / _request.Width), turnedY);
            RgbTriple pixel = Sample((sourceX * _across) - 0.5, (sourceY * _down) - 0.5);
            pixel = _colour.IsIdentity ? pixel : _colour.Apply(pixel);
            row[3 * i] = Math.Clamp(pixel.R, 0, 255);
            row[(3 * i) + 1] = Math.Clamp(pixel.G, 0, 255);
            row[(3 * i) + 2] = Math.Clamp(pixel.B, 0, 255);
        }
    }

    private RgbTriple Sample(double x, double y)
    {
        // Far outside numbers would not fit an int; one pixel away there is nothing but fill already.
        if (!(x > -1 && y > -1 && x < _source.Width && y < _source.Height))
        {
            return _request.Fill;
        }

        int left = (int)Math.Floor(x), top = (int)Math.Floor(y);
        float right = (float)(x - left), bottom = (float)(y - top);
        RgbTriple sum = default;
        Add(ref sum, left, top, (1 - right) * (1 - bottom));
        Add(ref sum, left + 1, top, right * (1 - bottom));
        Add(ref sum, left, top + 1, (1 - right) * bottom);
        Add(ref sum, left + 1, top + 1, right * bottom);
        return sum;
    }

    private void Add(ref RgbTriple sum, int x, int y, float weight)
    {
        bool inside = x >= 0 && y >= 0 && x < _source.Width && y < _source.Height;
        int at = inside ? ((y * _source.Width) + x) * 3 : 0;
        RgbTriple pixel = inside ? new(_source.Rgb[at], _source.Rgb[at + 1], _source.Rgb[at + 2]) : _request.Fill;
        sum = new(sum.R + (weight * pixel.R), sum.G + (weight * pixel.G), sum.B + (weight * pixel.B));
    }
}
