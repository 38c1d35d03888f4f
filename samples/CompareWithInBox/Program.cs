using System.CommandLine;
using CompareWithInBox;

Option<DirectoryInfo> data = new("--data") { Description = "A folder of any known annotation format.", Required = true };
Option<string?> train = new("--train") { Description = "The part to learn from.", DefaultValueFactory = _ => "train" };
Option<string?> test = new("--test") { Description = "The part to measure on.", DefaultValueFactory = _ => "test" };
Option<int> epochs = new("--epochs") { Description = "Of ours.", DefaultValueFactory = _ => 60 };
Option<int> inBoxEpochs = new("--in-box-epochs") { Description = "Of the in-box trainer; 10 is its default.", DefaultValueFactory = _ => 10 };
Option<FileInfo?> weights = new("--in-box-weights") { Description = "autoformer_11m_torchsharp.bin, where it cannot be downloaded." };
Option<bool> random = new("--in-box-random") { Description = "The in-box trainer starts from random weights, as ours does, and downloads nothing." };
RootCommand root = new("Trains ML.NET's in-box object detection trainer and this library's on the same pictures, and measures both in the same way.")
{
    data, train, test, epochs, inBoxEpochs, weights, random,
};
root.SetAction(result => Comparison.Guard(() => new Comparison
{
    Data = result.GetRequiredValue(data).FullName,
    TrainSplit = result.GetValue(train),
    TestSplit = result.GetValue(test),
    Epochs = result.GetValue(epochs),
    InBoxEpochs = result.GetValue(inBoxEpochs),
    InBoxWeights = result.GetValue(weights)?.FullName,
    InBoxRandom = result.GetValue(random),
}.Run()));
return root.Parse(args).Invoke();
