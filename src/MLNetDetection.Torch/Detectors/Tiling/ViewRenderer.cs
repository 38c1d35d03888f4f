using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Torch.Detectors.Tiling;

/// <summary>Draws views at the network's input size, straight from their pictures. Keeps its buffers; serves one thread at a time.</summary>
internal sealed class ViewRenderer(SsdArchitecture network)
{
    private const int PicturesKept = 16;

    private readonly ImageResampler _resampler = new(network.Preprocessing.Filter);
    private readonly List<PixelImage> _inputs = [];

    // Around a picture lies what the network was trained to see there: a letterbox's black, or the colour that becomes 0.
    private readonly RgbTriple _fill = network.Preprocessing is { Fit: InputFit.Stretch } means
        ? new RgbTriple(Level(means.MeanR), Level(means.MeanG), Level(means.MeanB)) : default;

    /// <summary>The views as pictures of the input's size, which the next call draws over.</summary>
    public IReadOnlyList<PixelImage> Draw(IReadOnlyList<(PixelImage Image, PictureView View)> views)
    {
        int width = network.InputWidth, height = network.InputHeight;
        while (_inputs.Count < views.Count)
        {
            _inputs.Add(new PixelImage(width, height));
        }

        for (int i = 0; i < views.Count; i++)
        {
            PictureView view = views[i].View;
            var request = new ResampleRequest(
                view.Window, width, height, view.Flips.HasFlag(PictureFlips.Horizontal), view.Flips.HasFlag(PictureFlips.Vertical), Fill: _fill);
            _resampler.ToInterleaved(views[i].Image, request, _inputs[i].Rgb);
        }

        return _inputs.GetRange(0, views.Count);
    }

    /// <summary>Lets go of what an unusually large batch needed.</summary>
    public void Trim()
    {
        if (_inputs.Count > PicturesKept)
        {
            _inputs.RemoveRange(PicturesKept, _inputs.Count - PicturesKept);
            _inputs.TrimExcess();
        }
    }

    private static float Level(double mean) => (float)Math.Clamp(mean, 0, 255);
}
