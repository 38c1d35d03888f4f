using System.Collections.Concurrent;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Torch.Detectors.Tiling;

namespace MLNetDetection.Torch.Detectors;

/// <content>Pictures that are looked at in tiles, or at several scales.</content>
/// <remarks>
/// Each view is drawn at the input's size and then detected as any picture: the network, its preparation and its suppression know
/// nothing of views. At one time there are the views of one batch; of the others only boxes are kept.
/// </remarks>
public sealed partial class SsdDetector
{
    private readonly ConcurrentBag<ViewRenderer> _renderers = [];

    private IReadOnlyList<Detection>[] DetectViews(IReadOnlyList<PixelImage> images, DetectOptions options, CancellationToken cancellation)
    {
        var result = new IReadOnlyList<Detection>[images.Count];
        DetectOptions oneView = options.OfOneView();
        ViewRenderer renderer = _renderers.TryTake(out ViewRenderer? free) ? free : new ViewRenderer(Architecture);
        try
        {
            foreach ((int Picture, PictureFinds Finds, PictureView View)[] batch in Views(images, options).Chunk(options.BatchSize))
            {
                cancellation.ThrowIfCancellationRequested();
                IReadOnlyList<PixelImage> inputs = renderer.Draw([.. batch.Select(item => (item.Finds.Image, item.View))]);
                IReadOnlyList<Detection>[] found = Detect(inputs, oneView, cancellation);
                for (int i = 0; i < batch.Length; i++)
                {
                    batch[i].Finds.Add(found[i]);
                    if (batch[i].Finds.IsComplete)
                    {
                        result[batch[i].Picture] = batch[i].Finds.Join();
                    }
                }
            }

            return result;
        }
        finally
        {
            renderer.Trim();
            _renderers.Add(renderer);
        }
    }

    private IEnumerable<(int Picture, PictureFinds Finds, PictureView View)> Views(IReadOnlyList<PixelImage> images, DetectOptions options)
    {
        for (int i = 0; i < images.Count; i++)
        {
            var finds = new PictureFinds(images[i] ?? throw new ArgumentException($"Picture {i} is null.", nameof(images)), Architecture, options);
            foreach (PictureView view in finds.Views)
            {
                yield return (i, finds, view);
            }
        }
    }
}
