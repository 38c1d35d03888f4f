using System.CommandLine;
using FineTune;
using MLNetDetection.Torch.Detectors;

Option<FileInfo> weights = new("--weights") { Description = "Weights from PyTorch: .pth or .safetensors.", Required = true };
Option<DirectoryInfo> data = new("--data") { Description = "Your pictures: a folder of any known annotation format.", Required = true };
Option<string?> train = new("--train") { Description = "The part to learn from; without it all of the data.", DefaultValueFactory = _ => "train" };
Option<string?> test = new("--test") { Description = "The part to measure on.", DefaultValueFactory = _ => "test" };
Option<string> network = new("--network")
{
    Description = $"Whose weights they are: {string.Join(", ", SsdNetworks.All.Select(known => known.Name))}; or tiny:WIDTHxHEIGHTxCHANNELS.",
    DefaultValueFactory = _ => "ssd300_vgg16",
};
Option<bool> backbone = new("--backbone") { Description = "The file is of a classification network: take what fits the backbone." };
Option<int> epochs = new("--epochs") { Description = "Times that each picture is learnt from.", DefaultValueFactory = _ => 20 };
Option<int> batch = new("--batch") { Description = "Pictures in a step.", DefaultValueFactory = _ => 8 };
Option<double> rate = new("--rate") { Description = "The highest learning rate.", DefaultValueFactory = _ => 0.001 };
Option<int> freeze = new("--freeze") { Description = "Epochs in which the backbone's first half stays as it is.", DefaultValueFactory = _ => 0 };
Option<bool> compare = new("--compare") { Description = "Train once more from random weights, to see what the file is worth." };
Option<FileInfo> output = new("--output") { Description = "Where the model is saved.", DefaultValueFactory = _ => new FileInfo("detector.zip") };
RootCommand root = new("Trains a detector on your pictures, starting with weights from PyTorch.")
{
    weights, data, train, test, network, backbone, epochs, batch, rate, freeze, compare, output,
};
// On a thread of its own: Ctrl+C is listened to once the action has returned its task.
root.SetAction((result, cancellation) => Task.Run(() => FineTuneRun.Guard(() => new FineTuneRun
{
    Weights = result.GetRequiredValue(weights).FullName,
    Data = result.GetRequiredValue(data).FullName,
    TrainSplit = result.GetValue(train),
    TestSplit = result.GetValue(test),
    Network = Networks.Parse(result.GetRequiredValue(network)),
    BackboneOnly = result.GetValue(backbone),
    Epochs = result.GetValue(epochs),
    BatchSize = result.GetValue(batch),
    LearningRate = result.GetValue(rate),
    FreezeEpochs = result.GetValue(freeze),
    Compare = result.GetValue(compare),
    Output = result.GetRequiredValue(output).FullName,
}.Run(cancellation))));
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(2) });
