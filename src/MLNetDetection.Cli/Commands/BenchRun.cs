using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MLNetDetection.Cli.Benchmarking;
using MLNetDetection.Cli.Doctor;
using MLNetDetection.Cli.Prediction;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Torch.Detectors;
using TorchSharp;

namespace MLNetDetection.Cli.Commands;

/// <summary>The work of mldetect bench.</summary>
internal sealed class BenchRun
{
    // More would take memory and tell nothing new.
    private const int MostPictures = 64;

    public string? Model { get; init; }

    public string? Network { get; init; }

    public int Classes { get; init; }

    public required string[] Images { get; init; }

    public required (int Width, int Height) Size { get; init; }

    public required int[] Batches { get; init; }

    public required int[] Threads { get; init; }

    public TimeSpan Time { get; init; }

    public float Threshold { get; init; }

    public ComputeDevice Device { get; init; }

    public bool Json { get; init; }

    public required TextWriter Output { get; init; }

    public required TextWriter Errors { get; init; }

    public int Run(CancellationToken cancellation)
    {
        (SsdDetector detector, DetectOptions options) = Open();
        using (detector)
        {
            options.ScoreThreshold = Threshold;
            (PixelImage[] pictures, double? decode) = Pictures();
            var bench = new DetectorBench(detector, options, pictures, Time);
            MessageWriter messages = MessageWriter.Of(Errors);
            BenchSetting[] settings = [.. Threads.SelectMany(threads => Batches.Select(batch => new BenchSetting(batch, threads)))];
            BenchFigures[] figures = messages.UnderView("measuring", () =>
            {
                var progress = new ItemProgress(messages, "settings", settings.Length);
                progress.Add(0);
                return settings.Select(setting =>
                {
                    BenchFigures measured = bench.Measure(setting, cancellation);
                    progress.Add(1);
                    return measured;
                }).ToArray();
            });
            Print(detector, pictures, decode, figures);
        }

        return ExitCode.Done;
    }

    private (SsdDetector Detector, DetectOptions Options) Open()
    {
        if (Model is null == Network is null || Classes < 1)
        {
            throw new UsageException("give --model FILE or --network NAME; --classes is at least 1.");
        }

        if (Model is not null)
        {
            return DetectorSource.OfModel(Model);
        }

        SsdArchitecture architecture = DetectorSource.NetworkNamed(Network!).Create();
        return (new SsdDetector(architecture, ClassList.Of(null, Classes), device: Device), architecture.Detection);
    }

    private (PixelImage[] Pictures, double? DecodeMilliseconds) Pictures()
    {
        if (Images.Length == 0)
        {
            // Noise that rises and falls: a plain picture would be cheaper to choose boxes from.
            var made = new PixelImage(Size.Width, Size.Height);
            for (int i = 0; i < made.Rgb.Length; i++)
            {
                made.Rgb[i] = (byte)((i * 31) ^ (i >> 7));
            }

            return ([made], null);
        }

        byte[][] files = [.. ImageFiles.Find(Images).Take(MostPictures).Select(File.ReadAllBytes)];
        DetectionImages.Decode(files[0]);
        long start = Stopwatch.GetTimestamp();
        PixelImage[] pictures = [.. files.Select(DetectionImages.Decode)];
        return (pictures, Stopwatch.GetElapsedTime(start).TotalMilliseconds / pictures.Length);
    }

    private void Print(SsdDetector detector, PixelImage[] pictures, double? decode, BenchFigures[] figures)
    {
        string device = detector.Device == ComputeDevice.Cpu || !torch.cuda.is_available() ? "cpu" : "cuda";
        string source = Images.Length == 0 ? $"made up, {Size.Width}x{Size.Height}" : $"{pictures.Length} files, {pictures[0].Width}x{pictures[0].Height} and the like";
        if (Json)
        {
            Output.WriteLine(JsonSerializer.Serialize(new
            {
                model = Model,
                network = detector.Architecture.Name,
                input_width = detector.Architecture.InputWidth,
                input_height = detector.Architecture.InputHeight,
                classes = detector.ClassNames.Count,
                device,
                processor = ProcessorFacts.Read().Model,
                libtorch = torch.__version__,
                pictures = source,
                decode_ms = decode is { } time ? Math.Round(time, 3) : (double?)null,
                runs = figures.Select(run => new
                {
                    batch = run.Setting.Batch,
                    threads = run.Setting.Threads,
                    calls = run.Calls.Count,
                    images_per_second = Math.Round(run.ImagesPerSecond, 2),
                    latency_ms = new { mean = Rounded(run.Calls.Average()), p50 = Rounded(run.Percentile(0.5)), p90 = Rounded(run.Percentile(0.9)), p99 = Rounded(run.Percentile(0.99)), max = Rounded(run.Calls.Max()) },
                    image_ms = new { resize = Rounded(run.Resize), network = Rounded(run.Network), boxes = Rounded(run.Boxes) },
                }),
            }));
            return;
        }

        Output.WriteLine(FormattableString.Invariant(
            $"{Model ?? Network}: {detector.Architecture.InputWidth}x{detector.Architecture.InputHeight}, {detector.ClassNames.Count} classes, {device}, libtorch {torch.__version__}; pictures: {source}"));
        List<string[]> rows = [["batch", "threads", "images/s", "p50 ms", "p90 ms", "p99 ms", "resize", "network", "boxes"]];
        rows.AddRange(figures.Select(run => (string[])
        [
            Text(run.Setting.Batch, "0"), Text(run.Setting.Threads, "0"), Text(run.ImagesPerSecond, "0.0"), Text(run.Percentile(0.5), "0.0"), Text(run.Percentile(0.9), "0.0"),
            Text(run.Percentile(0.99), "0.0"), Text(run.Resize, "0.00"), Text(run.Network, "0.00"), Text(run.Boxes, "0.00"),
        ]));
        Output.Write(TextTable.Of(rows, Terminal.Width(Output), [.. Enumerable.Range(0, rows[0].Length)]));
        Output.WriteLine("p50, p90, p99: a call with a whole batch. resize, network, boxes: milliseconds of one picture; boxes is what remains.");
        if (decode is { } each)
        {
            Output.WriteLine(FormattableString.Invariant($"decoding a file, which is not in the figures above: {each:0.00} ms"));
        }
    }

    private static double Rounded(double milliseconds) => Math.Round(milliseconds, 3);

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
