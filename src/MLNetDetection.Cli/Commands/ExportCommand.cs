using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.ML;
using MLNetDetection.Torch.Export;

namespace MLNetDetection.Cli.Commands;

/// <summary>mldetect export: a saved model for other runtimes.</summary>
internal static class ExportCommand
{
    private const string AnyBatch = "any";

    public static Command Create()
    {
        Argument<FileInfo> model = new("model") { Description = "A model that ml.Model.Save wrote." };
        Option<string> to = new("--to") { Description = "onnx: the whole network; safetensors: its weights.", Required = true };
        to.AcceptOnlyFromAmong("onnx", "safetensors");
        Option<FileInfo?> output = new("--output", "--out") { Description = "The file; without it, the model's name with the other ending." };
        Option<OnnxEnd> end = new("--end") { Description = "Raw heads, boxes and scores of every anchor, or detections.", DefaultValueFactory = _ => OnnxEnd.Boxes };
        Option<OnnxInput> input = new("--input") { Description = "Normalised float32 NCHW, or uint8 NHWC bytes that the graph normalises." };
        Option<int> opset = new("--opset") { Description = "The version of the operators, 11 to 17.", DefaultValueFactory = _ => new OnnxExportOptions().Opset };
        Option<string> batch = new("--batch") { Description = $"Pictures in one run, or '{AnyBatch}'.", DefaultValueFactory = _ => "1" };
        Option<bool> keepNorms = new("--keep-norms") { Description = "Leave each BatchNorm a node of its own." };
        Option<bool> json = new("--json") { Description = "Print one JSON object instead of text." };
        var command = new ToolCommand("export", "Writes a trained model for other runtimes.",
            "mldetect export detector.zip --to onnx",
            "mldetect export detector.zip --to onnx --end Detections --input Bytes --batch any --output detector.onnx",
            "mldetect export detector.zip --to safetensors")
        {
            model, to, output, end, input, opset, batch, keepNorms, json,
        };
        command.SetGuardedAction((result, _) => Run(
            result.GetRequiredValue(model).FullName,
            result.GetRequiredValue(to),
            result.GetValue(output)?.FullName,
            new OnnxExportOptions
            {
                End = result.GetValue(end),
                Input = result.GetValue(input),
                Opset = result.GetValue(opset),
                BatchSize = Batch(result.GetRequiredValue(batch)),
                FoldBatchNorm = !result.GetValue(keepNorms),
            },
            result.GetValue(json),
            result.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(string model, string to, string? output, OnnxExportOptions options, bool json, TextWriter text)
    {
        if (!File.Exists(model))
        {
            throw new FileNotFoundException($"There is no model '{model}'.");
        }

        string path = output ?? Path.ChangeExtension(model, to);
        var ml = new MLContext();
        ITransformer loaded = ml.Model.Load(model, out _);
        using (loaded as IDisposable)
        {
            if (to == "onnx")
            {
                ml.ObjectDetection.ExportOnnx(loaded, path, options);
            }
            else
            {
                ml.ObjectDetection.ExportSafetensors(loaded, path);
            }
        }

        long bytes = new FileInfo(path).Length;
        text.WriteLine(json ? JsonSerializer.Serialize(new { file = path, format = to, bytes }) : FormattableString.Invariant($"{path}: {bytes} bytes"));
        return ExitCode.Done;
    }

    private static int? Batch(string text) => text == AnyBatch ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int size) ? size
        : throw new UsageException($"--batch takes a number or '{AnyBatch}', not '{text}'.");
}
