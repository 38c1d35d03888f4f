using BenchmarkDotNet.Attributes;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Benchmarks;

/// <summary>640x480 to 320x240 with antialiasing, beside PIL's BILINEAR.</summary>
public sealed class ResamplerComparison : IComparisonBenchmark
{
    private const string Script = """
        import time, statistics
        from PIL import Image
        im = Image.effect_noise((640, 480), 50).convert('RGB'); t = []
        for _ in range(60):
            a = time.perf_counter(); im.resize((320, 240), Image.BILINEAR); t.append(time.perf_counter() - a)
        print(statistics.median(t[10:]) * 1e3)
        """;

    public string Name => "resize-640x480-to-320x240";

    public bool IsLong => false;

    public IEnumerable<Comparison> Run() => [new(Name, Parts.Milliseconds<Resampling>(), Peers.Number(Script), "ms", "PIL, BILINEAR")];

    /// <summary>Ours, on noise.</summary>
    public class Resampling
    {
        private readonly PixelImage _source = new(640, 480);
        private readonly ImageResampler _resampler = new();

        /// <summary>Draws the noise.</summary>
        public Resampling() => new Random(1).NextBytes(_source.Rgb);

        /// <summary>One picture.</summary>
        [Benchmark]
        public PixelImage Run() => _resampler.ToImage(_source, ResampleRequest.Whole(_source, 320, 240));
    }
}
