using System.Diagnostics;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Heads;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Cli.Benchmarking;

/// <summary>Measures how fast a detector predicts, as a whole and in its parts.</summary>
/// <param name="detector">Only read.</param>
/// <param name="options">Thresholds.</param>
/// <param name="pictures">Decoded; taken in turn.</param>
/// <param name="time">For the whole calls of each setting; the parts take as much again.</param>
internal sealed class DetectorBench(SsdDetector detector, DetectOptions options, IReadOnlyList<PixelImage> pictures, TimeSpan time)
{
    private const int WarmUps = 2;
    private const int FewestCalls = 5;

    public BenchFigures Measure(BenchSetting setting, CancellationToken cancellation)
    {
        using var threads = new TorchThreads(setting.Threads);
        PixelImage[] batch = [.. Enumerable.Range(0, setting.Batch).Select(i => pictures[i % pictures.Count])];
        options.BatchSize = setting.Batch;
        double[] calls = Times(() => detector.Detect(batch, options, cancellation), time, cancellation);
        double resize = Times(() => Resize(batch[0]), time / 4, cancellation).Order().ElementAt(FewestCalls / 2);
        double[] network = Times(() => Forward(setting.Batch), time / 2, cancellation);
        return new BenchFigures(setting, calls, resize, new BenchFigures(setting, network, 0, 0).Percentile(0.5) / setting.Batch);
    }

    private static double[] Times(Action action, TimeSpan atLeast, CancellationToken cancellation)
    {
        for (int i = 0; i < WarmUps; i++)
        {
            action();
        }

        var times = new List<double>();
        Stopwatch all = Stopwatch.StartNew();
        while (times.Count < FewestCalls || all.Elapsed < atLeast)
        {
            cancellation.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            action();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return [.. times];
    }

    private void Resize(PixelImage picture)
    {
        SsdArchitecture network = detector.Architecture;
        var resampler = new ImageResampler(network.Preprocessing.Filter);
        ResampleRequest request = ResampleRequest.Whole(picture, network.InputWidth, network.InputHeight);
        int length = 3 * network.InputWidth * network.InputHeight;
        if (network.Preprocessing.Filter == ResampleFilter.Bilinear)
        {
            resampler.ToInterleaved(picture, request, new float[length]);
        }
        else
        {
            resampler.ToInterleaved(picture, request, new byte[length]);
        }
    }

    // With the copy to the processor, which waits for a GPU to be done.
    private void Forward(int batch)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = inference_mode();
        Device target = detector.Device.ToString() is "cpu" || !cuda.is_available() ? CPU : device("cuda:0");
        SsdOutput output = detector.Network.call(zeros([batch, detector.Architecture.InputHeight, detector.Architecture.InputWidth, 3], ScalarType.Byte, target));
        output.Logits.cpu();
        output.Deltas.cpu();
    }
}
