using MLNetDetection.Benchmarks;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Training;

if (args is [EvaluatorMeasurement.Argument, var truth, var found])
{
    EvaluatorMeasurement.Print(truth, found);
    return 0;
}

if (args is [TrainingMeasurement.Argument, var network, var batch, var images, var precision])
{
    TrainingMeasurement.Print(network, int.Parse(batch), int.Parse(images), Enum.Parse<TrainingPrecision>(precision));
    return 0;
}

if (args is [LargeDatasetMeasurement.Argument, var folder])
{
    LargeDatasetMeasurement.Print(folder);
    return 0;
}

if (args is [InferenceMeasurement.Argument, var model, var classes, var pictures, var work, var computes])
{
    InferenceMeasurement.Print(model, int.Parse(classes), pictures, work, Enum.Parse<PredictionPrecision>(computes));
    return 0;
}

if (args is [FirstPrediction.Argument, var saved])
{
    FirstPrediction.Print(saved);
    return 0;
}

string? filter = args is ["--filter", var text] ? text : null;
if (args.Length > 0 && filter is null)
{
    Console.Error.WriteLine("usage: bench [--filter TEXT]");
    return 2;
}

IComparisonBenchmark[] all = [new DetectorPartsComparison(), new PostprocessComparison(), new TransformShare(), new MatchingShare(), new EvaluatorComparison(), new EvaluatorScaleComparison(), new EvaluatorLinearity(), new ValidationShare(), new ResamplerComparison(), new SampleChainComparison(), new DataWaitShare(), new LargeDatasetScale(), new LargeModelComparison(), new TrainingSpeedComparison(), new BccdTrainingComparison(TrainingPrecision.Float32), new BccdTrainingComparison(TrainingPrecision.BFloat16), new OnnxComparison(), new InferenceComparison(), new InferenceRoofline(), new FirstPrediction()];
IComparisonBenchmark[] chosen = [.. all.Where(b => filter is null ? !b.IsLong : b.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))];
if (chosen.Length == 0)
{
    Console.Error.WriteLine($"No benchmark's name contains '{filter}'; there are {string.Join(", ", all.Select(b => b.Name))}.");
    return 2;
}

var results = new List<Comparison>();
foreach (IComparisonBenchmark benchmark in chosen)
{
    try
    {
        results.AddRange(benchmark.Run());
    }
    catch (PeerMissingException e)
    {
        Console.WriteLine($"{benchmark.Name}: not run, {e.Message}");
    }
}

Console.WriteLine("| what | ours | peer | ours / peer | unit | the peer |");
Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
foreach (Comparison result in results)
{
    Console.WriteLine(result.Row);
}

foreach (Comparison result in results)
{
    Console.WriteLine(result.Json);
}

return 0;
