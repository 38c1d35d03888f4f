using System.CommandLine;
using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Cli.Commands;

/// <summary>mldetect predict: finds objects in pictures.</summary>
internal static class PredictCommand
{
    public static Command Create()
    {
        Option<string[]> images = new("--images")
        {
            Description = "Pictures: files, folders (with all below them), and patterns with *, ?, [a-z] and **.", Required = true, AllowMultipleArgumentsPerToken = true,
        };
        Option<string?> model = new("--model") { Description = "A model that was saved as ML.NET's .zip." };
        Option<string?> network = new("--network") { Description = "A network by its name instead (mldetect networks lists them), with --weights." };
        Option<string?> weights = new("--weights") { Description = "Its weights: a .pth, .safetensors or .dat file, or the name of published ones in the cache folder." };
        Option<string?> classes = new("--classes")
        {
            Description = "Its classes: how many, or their names: a file with one on each line, a list with commas, 'coco' or 'voc'. The file of weights says how many by default.",
        };
        Option<float> threshold = new("--threshold") { Description = "The lowest score that is told, in [0, 1); 0.3. Give 0.01 or less to measure AP.", DefaultValueFactory = _ => 0.3f };
        Option<int> batch = new("--batch") { Description = "Pictures that the network takes at once; 8.", DefaultValueFactory = _ => 8 };
        Option<string> device = new("--device") { Description = "best: a GPU where there is one; cpu.", DefaultValueFactory = _ => "best" };
        device.AcceptOnlyFromAmong("best", "cpu");
        Option<string?> precision = new("--precision") { Description = "float32, or bfloat16 where the processor gains by it; the model's own by default." };
        precision.AcceptOnlyFromAmong("float32", "bfloat16");
        Option<int?> tile = new("--tile") { Description = $"Cut pictures larger than this into overlapping tiles, this many pixels wide; {TilingOptions.SmallestSide} to 65536." };
        Option<double> overlap = new("--overlap") { Description = "The share of a tile that neighbours have in common, 0 to 0.9; with --tile; 0.2.", DefaultValueFactory = _ => 0.2 };
        Option<bool> json = new("--json") { Description = "Print one JSON array: file, width, height, and detections with label, score and box (x0 y0 x1 y1 in pixels of the upright picture)." };
        Option<string?> csv = new("--csv") { Description = "Write a CSV file, a line for each detection." };
        Option<string?> coco = new("--coco") { Description = "Write COCO's result file." };
        Option<string?> ids = new("--coco-ids") { Description = "COCO ground truth whose ids --coco writes, by file and category name. By default ids count from 1." };
        Option<string?> draw = new("--draw") { Description = "Write pictures with boxes and labels into this folder." };
        Option<string> drawAs = new("--draw-as") { Description = "jpg, png, or svg with the picture in it.", DefaultValueFactory = _ => "jpg" };
        drawAs.AcceptOnlyFromAmong("jpg", "png", "svg");
        var command = new ToolCommand("predict",
            "Finds objects in pictures.",
            "mldetect predict --model detector.zip --images pictures/ --draw drawn",
            "mldetect predict --model detector.zip --images 'pictures/**/*.jpg' --json > found.json",
            "mldetect predict --model detector.zip --images val2017 --threshold 0.01 --coco found.json --coco-ids instances_val2017.json",
            "mldetect predict --model detector.zip --images aerial.jpg --tile 640 --draw drawn",
            "mldetect predict --network ssd300_vgg16 --weights ssd300_vgg16_coco-b556d3b4.pth --classes coco --images street.jpg")
        {
            images, model, network, weights, classes, threshold, batch, device, precision, tile, overlap, json, csv, coco, ids, draw, drawAs,
        };
        command.Details =
            """
            Pictures that cannot be read are named and passed over; the exit code is then 1.
            """;
        command.SetGuardedAction((result, cancellation) => new PredictRun
        {
            Images = result.GetRequiredValue(images),
            Model = result.GetValue(model),
            Network = result.GetValue(network),
            Weights = result.GetValue(weights),
            Classes = result.GetValue(classes),
            Threshold = result.GetValue(threshold),
            BatchSize = result.GetValue(batch),
            Device = result.GetValue(device) == "cpu" ? ComputeDevice.Cpu : ComputeDevice.Best,
            Precision = result.GetValue(precision),
            Tile = result.GetValue(tile),
            Overlap = result.GetValue(overlap),
            Json = result.GetValue(json),
            Csv = result.GetValue(csv),
            Coco = result.GetValue(coco),
            CocoIds = result.GetValue(ids),
            DrawFolder = result.GetValue(draw),
            DrawAs = result.GetRequiredValue(drawAs),
            Output = result.InvocationConfiguration.Output,
            Errors = result.InvocationConfiguration.Error,
        }.Run(cancellation));
        return command;
    }
}
