using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Augmentation;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Benchmarks;

/// <summary>
/// Decode, SsdPaper and convert, 640x480 JPEG to a 300x300 float tensor, on one core; beside PIL and torchvision (augment_peer.py). Then on
/// 1, 2, 4 ... threads, as many as there are processors.
/// </summary>
public sealed class SampleChainComparison : IComparisonBenchmark
{
    private const int Count = 32;

    public string Name => "jpeg-640x480-ssd-augment-300x300";

    public bool IsLong => false;

    private static string Folder => Path.Combine(Peers.Shared, "data", "bccd", "BCCD");

    public IEnumerable<Comparison> Run()
    {
        string script = Path.Combine(AppContext.BaseDirectory, "augment_peer.py");
        double peer = double.Parse(Peers.Run([script, Path.Combine(Folder, "JPEGImages"), $"{Count}"]).Trim(), System.Globalization.CultureInfo.InvariantCulture);
        yield return new(Name, Parts.Milliseconds<Chain>(), peer, "ms an image", "PIL and torchvision");
        double one = 0;
        for (int workers = 1; workers <= Environment.ProcessorCount; workers *= 2)
        {
            double rate = Rate(workers);
            one = workers == 1 ? rate : one;
            yield return new($"{Name}-workers-{workers}", rate, workers * one, "images/s", "one worker, so many times");
        }
    }

    /// <summary>Images a second, all threads together; the best of five tries, since other work on the machine only ever takes away.</summary>
    private static double Rate(int workers)
    {
        Chain[] chains = [.. Enumerable.Range(0, workers).Select(_ => new Chain())];
        return Enumerable.Range(0, 5).Max(_ =>
        {
            long start = Stopwatch.GetTimestamp();
            Thread[] threads = [.. chains.Select(chain => new Thread(() =>
            {
                for (int round = 0; round < 8; round++)
                {
                    chain.Run();
                }
            }))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());
            return workers * 8 * Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        });
    }

    /// <summary>Ours, over the same files.</summary>
    public class Chain
    {
        private readonly DetectionDataset _set = DetectionDataset.Open(Folder);
        private readonly AugmentationPlan _plan = new();
        private readonly ImageResampler _resampler = new();
        private readonly float[] _tensor = new float[3 * 300 * 300];
        private readonly List<AnnotatedObject> _objects = [];
        private int _epoch;

        /// <summary>All the images once.</summary>
        [Benchmark(OperationsPerInvoke = Count)]
        public float Run()
        {
            _epoch++;
            for (int i = 0; i < Count; i++)
            {
                AnnotatedImage file = _set.Images[i];
                PixelImage image = DetectionImages.Read(file.Path);
                RandomStream random = new(1, _epoch, i);
                _plan.Reset(image.Width, image.Height, file.Objects);
                AugmentationPresets.SsdPaper.Apply(_plan, ref random);
                _resampler.ToPlanar(image, _plan.ToRequest(300, 300), _tensor, 1 / 255f);
                _plan.ScaleObjects(300, 300, _objects);
            }

            return _tensor[0];
        }
    }
}
