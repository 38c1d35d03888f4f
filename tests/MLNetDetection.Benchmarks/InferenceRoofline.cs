using MLNetDetection.Core.Imaging;
using MLNetDetection.Torch.Detectors;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Benchmarks;

/// <summary>
/// Floating-point operations a second of each named network, picture to detections, beside the most that libtorch reaches here with one large
/// convolution of the same precision. Winograd's algorithm needs fewer operations than are counted, so that a share can be over 1.
/// </summary>
internal sealed class InferenceRoofline : IComparisonBenchmark
{
    private const int Classes = 20;

    public string Name => "roofline";

    public bool IsLong => true;

    public IEnumerable<Comparison> Run()
    {
        set_num_threads(2);
        foreach (PredictionPrecision precision in Enum.GetValues<PredictionPrecision>())
        {
            double peak = Peak(precision == PredictionPrecision.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32);
            foreach (NamedNetwork network in SsdNetworks.All)
            {
                using var detector = new SsdDetector(network.Create(), [.. Enumerable.Range(0, Classes).Select(c => $"class {c}")]);
                var options = new DetectOptions { Precision = precision, ScoreThreshold = 0.5f };
                var picture = new PixelImage(detector.Architecture.InputWidth, detector.Architecture.InputHeight);
                double milliseconds = InferenceMeasurement.Median(() => detector.Detect([picture], options), 7);
                double operations = 2.0 * detector.Architecture.CountMultiplyAdds(Classes);
                Console.WriteLine(FormattableString.Invariant($"{network.Name}, {precision}: {operations / 1e9:0.00} GFLOP, {milliseconds:0.0} ms"));
                yield return new Comparison($"roofline-{network.Name}-{precision}".ToLowerInvariant(), operations / milliseconds / 1e6, peak, "GFLOP/s", "one large convolution");
            }
        }
    }

    // 256 channels of 3x3 on 75x75 cells, as in VGG; 1 x 1 of 1,024 as in its fc7. The faster counts.
    private static double Peak(ScalarType type) => Math.Max(Convolution(256, 75, 3, type), Convolution(1024, 40, 1, type));

    private static double Convolution(long channels, long side, long kernel, ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = inference_mode();
        Tensor input = ones([1, side, side, channels], type).permute(0, 3, 1, 2), weight = ones([channels, kernel, kernel, channels], type).permute(0, 3, 1, 2);
        double milliseconds = InferenceMeasurement.Median(() => nn.functional.conv2d(input, weight, null, [1, 1], [kernel / 2, kernel / 2]).Dispose());
        return 2.0 * channels * channels * kernel * kernel * side * side / milliseconds / 1e6;
    }
}
