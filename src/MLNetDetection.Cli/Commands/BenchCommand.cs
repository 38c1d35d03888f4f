using System.CommandLine;
using System.Globalization;
using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Cli.Commands;

/// <summary>mldetect bench: how fast a model predicts on this machine.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        Option<string?> model = new("--model") { Description = "A model that was saved as ML.NET's .zip." };
        Option<string?> network = new("--network") { Description = "A network by its name instead (mldetect networks lists them), with fresh weights: its speed needs no training." };
        Option<int> classes = new("--classes") { Description = "With --network: how many classes.", DefaultValueFactory = _ => 20 };
        Option<string[]> images = new("--images")
        {
            Description = "Pictures to predict on: files, folders, patterns; their decoding is measured too. By default one is made up.", AllowMultipleArgumentsPerToken = true,
        };
        Option<string> size = new("--size") { Description = "The size of the picture that is made up.", DefaultValueFactory = _ => "640x480" };
        Option<string> batch = new("--batch") { Description = "Pictures at once; several sizes with commas.", DefaultValueFactory = _ => "1,8" };
        Option<string?> threads = new("--threads") { Description = "Threads of libtorch; several numbers with commas; by default all cores." };
        Option<double> seconds = new("--seconds") { Description = "For each pair of batch and threads, 0.1 to 600.", DefaultValueFactory = _ => 3 };
        Option<float> threshold = new("--threshold") { Description = "The lowest score of a detection, in [0, 1).", DefaultValueFactory = _ => 0.3f };
        Option<string> device = new("--device") { Description = "best: a GPU where there is one; cpu. A saved model runs where it was saved for.", DefaultValueFactory = _ => "best" };
        device.AcceptOnlyFromAmong("best", "cpu");
        Option<bool> json = new("--json") { Description = "Print one JSON object instead of a table." };
        var command = new ToolCommand("bench",
            "Measures how fast a model or a network predicts on this machine: images per second, latency, and where the time goes.",
            "mldetect bench --model detector.zip --images pictures/",
            "mldetect bench --network ssd300_vgg16 --batch 1,4,16 --threads 1,2,4",
            "mldetect bench --network ssdlite320_mobilenet_v3_large --json > speed.json")
        {
            model, network, classes, images, size, batch, threads, seconds, threshold, device, json,
        };
        command.SetGuardedAction((result, cancellation) => new BenchRun
        {
            Model = result.GetValue(model),
            Network = result.GetValue(network),
            Classes = result.GetValue(classes),
            Images = result.GetValue(images) ?? [],
            Size = Sides(result.GetRequiredValue(size)),
            Batches = Numbers("--batch", result.GetRequiredValue(batch), PredictRun.LargestBatch),
            Threads = result.GetValue(threads) is { } list ? Numbers("--threads", list, 1024) : [Math.Max(2, Environment.ProcessorCount)],
            Time = result.GetValue(seconds) is >= 0.1 and <= 600 and var time ? TimeSpan.FromSeconds(time) : throw new UsageException("--seconds is from 0.1 to 600."),
            Threshold = result.GetValue(threshold) is >= 0 and < 1 and var score ? score : throw new UsageException("--threshold is in [0, 1)."),
            Device = result.GetValue(device) == "cpu" ? ComputeDevice.Cpu : ComputeDevice.Best,
            Json = result.GetValue(json),
            Output = result.InvocationConfiguration.Output,
            Errors = result.InvocationConfiguration.Error,
        }.Run(cancellation));
        return command;
    }

    private static int[] Numbers(string option, string text, int most)
    {
        int[] numbers = [.. text.Split(',', StringSplitOptions.TrimEntries).Select(each =>
            int.TryParse(each, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= most ? number
            : throw new UsageException($"{option} takes numbers from 1 to {most} with commas; '{each}' is none."))];
        return [.. numbers.Distinct()];
    }

    private static (int Width, int Height) Sides(string text)
    {
        string[] parts = text.Split('x');
        return parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int width)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int height) && width is >= 1 and <= 10_000 && height is >= 1 and <= 10_000
            ? (width, height) : throw new UsageException($"--size is WIDTHxHEIGHT, each from 1 to 10000, not '{text}'.");
    }
}
