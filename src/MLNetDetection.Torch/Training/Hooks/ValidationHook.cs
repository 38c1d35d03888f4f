using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Metrics;

namespace MLNetDetection.Torch.Training;

/// <summary>Measures on the validation set and keeps the best weights; without one, the last.</summary>
internal sealed class ValidationHook : TrainingHook
{
    public override HookPriority Priority => HookPriority.High;

    // The first epoch too: a set that cannot be measured is told at once, and validation's memory is taken at the start.
    public static bool IsDue(TrainingOptions options, int epoch) =>
        epoch == 1 || epoch % options.ValidateEvery == 0 || epoch == options.Epochs || epoch > options.Epochs - options.BestOfLast;

    public override void BeforeRun(TrainingContext run)
    {
        if (run.ValidationSet is { } set && run.BestEpoch > 0)
        {
            // The detector of a resumed run has the best weights; measured once more, they give the same figures.
            run.BestValidation = ValidationRun.Measure(run.Detector, set, run.Options.Validation, run.Cancellation);
        }
    }

    public override void AfterEpoch(TrainingContext run)
    {
        if (run.ValidationSet is not { } set || !IsDue(run.Options, run.Epoch))
        {
            return;
        }

        TimeSpan start = run.Elapsed;
        CocoMetrics metrics = ValidationRun.Measure(run.CurrentDetector(), set, run.Options.Validation, run.Cancellation);
        run.Validating += run.Elapsed - start;
        run.Validation = metrics;

        // A set on which AP is undefined (no objects at all) counts as worst, so that the latest weights are kept.
        // The first of the last epochs begins the choice anew.
        CocoMetrics? best = run.Options.BestOfLast > 0 && run.Epoch == run.Options.Epochs - run.Options.BestOfLast + 1 ? null : run.BestValidation;
        run.ValidationsWithoutGain = best is null || metrics.Ap > best.Ap ? 0 : run.ValidationsWithoutGain + 1;
        if (best is null || !(metrics.Ap < best.Ap))
        {
            run.KeepAsBest(run.Epoch, metrics);
        }
    }

    public override void AfterRun(TrainingContext run)
    {
        // Nothing was measured: the latest weights are the best known, unless there was no step at all.
        if (run.Error is null && run.BestValidation is null && run.Iteration > 0 && !(run.ValidationSet is not null && run.BestEpoch > 0))
        {
            run.KeepAsBest(run.Records.Count, null);
        }
    }
}
