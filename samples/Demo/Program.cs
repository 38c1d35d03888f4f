using System.CommandLine;
using Demo;
using Microsoft.ML.Transforms.Image;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Training;

// The first process trains, measures, saves and reports; it starts a second one, "predict", that knows only the saved file.
Option<string> format = new("--format") { Description = "The data's format. Without --data, a set of shapes is drawn.", DefaultValueFactory = _ => "voc" };
format.AcceptOnlyFromAmong("voc");
Option<DirectoryInfo?> data = new("--data") { Description = "A folder of Pascal VOC: Annotations, JPEGImages, ImageSets; or images beside their xml files." };
Option<string> train = new("--train") { Description = "The split to learn from.", DefaultValueFactory = _ => "train" };
Option<string> test = new("--test") { Description = "The split to measure on.", DefaultValueFactory = _ => "test" };
Option<string?> validation = new("--validation") { Description = "A split to watch while training; the best epoch is kept." };
Option<int> epochs = new("--epochs") { Description = "Passes over the training images.", DefaultValueFactory = _ => 40 };
Option<string> size = new("--size") { Description = "Network input, WIDTHxHEIGHT.", DefaultValueFactory = _ => "320x240" };
Option<int> batch = new("--batch") { Description = "Images in a training step.", DefaultValueFactory = _ => 16 };
Option<int> seed = new("--seed") { Description = "Same seed, same weights.", DefaultValueFactory = _ => 1 };
Option<int> trainImages = new("--train-images") { Description = "Pictures to draw for training.", DefaultValueFactory = _ => 400 };
Option<int> testImages = new("--test-images") { Description = "Pictures to draw for the test.", DefaultValueFactory = _ => 100 };
Option<bool> asWritten = new("--pixels-as-written") { Description = "Take VOC coordinates as they stand, not as 1-based inclusive pixels." };
Option<bool> verticalFlip = new("--vertical-flip") { Description = "Also learn from pictures turned upside down (microscopes, satellites)." };
Option<ImageResizingEstimator.ResizingKind?> resizeImages = new("--resize-images") { Description = "Let ML.NET's ResizeImages make the network's input, this way; without it the trainer resizes." };
Option<TrainingPrecision> precision = new("--precision") { Description = "In which numbers the convolutions train: Float32, or BFloat16, twice as fast where the processor has it." };
Option<double> negativeIou = new("--negative-iou") { Description = "Anchors that overlap an object by less are background; from here to 0.5 they count as nothing. 0.4 finds more where objects crowd.", DefaultValueFactory = _ => 0.5 };
Option<PictureFlips> flips = new("--flips") { Description = "Mirrored forms that are looked at as well when objects are found: Horizontal, Vertical, or both with a comma." };
Option<DirectoryInfo?> checkpoints = new("--checkpoints") { Description = "Keep the run's state in this folder after each epoch; the same command goes on from it." };
Option<DirectoryInfo> output = new("--output") { Description = "Where the model, the report and drawn images go.", DefaultValueFactory = _ => new DirectoryInfo("demo-output") };

RootCommand root = new("Trains an SSD detector, measures it on held-out images, saves it, loads it in a second process, and writes report.html.")
{
    format, data, train, test, validation, epochs, size, batch, seed, trainImages, testImages, asWritten, verticalFlip, resizeImages, precision, negativeIou, flips, checkpoints, output,
};
root.SetAction((result, cancel) => Task.Run(() =>
{
    if (!DemoRun.TryParseSize(result.GetRequiredValue(size), out int width, out int height))
    {
        Console.Error.WriteLine($"--size is WIDTHxHEIGHT, such as 320x240; '{result.GetValue(size)}' is not.");
        return 2;
    }

    return DemoRun.Guard(() => new DemoRun(new DemoOptions
    {
        Data = result.GetValue(data)?.FullName,
        Train = result.GetRequiredValue(train),
        Test = result.GetRequiredValue(test),
        Validation = result.GetValue(validation),
        Epochs = result.GetValue(epochs),
        Width = width,
        Height = height,
        BatchSize = result.GetValue(batch),
        Seed = result.GetValue(seed),
        Precision = result.GetValue(precision),
        NegativeIou = result.GetValue(negativeIou),
        Flips = result.GetValue(flips),
        TrainImages = result.GetValue(trainImages),
        TestImages = result.GetValue(testImages),
        PixelsAsWritten = result.GetValue(asWritten),
        VerticalFlip = result.GetValue(verticalFlip),
        ResizeImages = result.GetValue(resizeImages),
        Checkpoints = result.GetValue(checkpoints)?.FullName,
        Output = result.GetRequiredValue(output).FullName,
    }).Run(cancel));
}));

Argument<FileInfo> model = new("model") { Description = "The .zip that the demo saved." };
Argument<FileInfo> images = new("images") { Description = "A text file with one image path on each line." };
Argument<FileInfo> results = new("results") { Description = "Where the detections are written as JSON." };
Command predict = new("predict", "Loads a saved model and detects objects in images.") { model, images, results };
predict.SetAction(result => DemoRun.Guard(() => PredictRun.Run(
    result.GetRequiredValue(model).FullName, result.GetRequiredValue(images).FullName, result.GetRequiredValue(results).FullName)));
root.Add(predict);
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(2) });
