using System.Diagnostics;
using TorchSharp;

namespace MLNetDetection.Torch.Training;

/// <summary>Tells how far the run is, and writes down each epoch.</summary>
internal sealed class ProgressHook(IProgress<TrainingProgress>? progress) : TrainingHook
{
    public override HookPriority Priority => HookPriority.AboveNormal;

    public override void AfterIteration(TrainingContext run)
    {
        run.Progress = Report(run);
        progress?.Report(run.Progress);
    }

    public override void AfterEpoch(TrainingContext run)
    {
        TrainingProgress report = run.Progress!;
        using var process = Process.GetCurrentProcess();
        run.Add(new EpochRecord(
            run.Epoch, report.Loss, report.ClassLoss, report.BoxLoss, report.LearningRate, report.ImagesPerSecond, run.Validation,
            DisposeScopeManager.Statistics.ThreadTotalLiveCount, process.WorkingSet64) { Anchors = report.Anchors, WaitedForData = report.WaitedForData });
        if (run.Validation is not null)
        {
            run.Progress = report with { Validation = run.Validation, EndOfEpoch = true, Elapsed = run.Elapsed };
            progress?.Report(run.Progress);
        }
    }

    private static TrainingProgress Report(TrainingContext run)
    {
        EpochSums sums = run.Sums;
        TimeSpan elapsed = run.Elapsed;
        bool ends = sums.Steps == run.IterationsPerEpoch;
        return new TrainingProgress
        {
            Epoch = run.Epoch,
            Epochs = run.Options.Epochs,
            Batch = sums.Steps,
            Batches = run.IterationsPerEpoch,
            Loss = sums.Class + sums.Box,
            ClassLoss = sums.Class,
            BoxLoss = sums.Box,
            Anchors = sums.Anchors?.Metrics,
            LearningRate = run.LearningRate,
            ImagesPerSecond = sums.Images / Math.Max(1e-9, (elapsed - run.EpochStart).TotalSeconds),
            WaitedForData = run.Waited - run.WaitedBeforeEpoch,
            Elapsed = elapsed,
            Left = Left(run, elapsed),
            EndOfEpoch = ends && !(run.ValidationSet is not null && ValidationHook.IsDue(run.Options, run.Epoch)),
        };
    }

    private static TimeSpan Left(TrainingContext run, TimeSpan elapsed)
    {
        double perStep = (elapsed - run.Validating).TotalSeconds / Math.Max(1, run.Iteration - run.IterationsBefore);
        double perValidation = run.Validating.TotalSeconds / Math.Max(1, run.Records.Count(e => e.Validation is not null));
        int validationsLeft = run.ValidationSet is null ? 0
            : Enumerable.Range(run.Epoch, run.Options.Epochs - run.Epoch + 1).Count(epoch => ValidationHook.IsDue(run.Options, epoch));
        return TimeSpan.FromSeconds(perStep * (run.Iterations - run.Iteration) + perValidation * validationsLeft);
    }
}
