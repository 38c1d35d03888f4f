using MLNetDetection.Torch.Weights;

namespace MLNetDetection.Torch.Training;

/// <summary>Tells steps that cannot be used, and undoes what they left behind.</summary>
internal sealed class DivergenceGuard(TrainingOptions options) : TrainingHook
{
    // About the last 50 losses; the first few are of a fresh network and no measure.
    private const double Keep = 0.98;
    private const int FirstJudged = 20;

    private ModuleBuffers? _buffers;
    private double _mean;
    private int _judged;
    private int _skipped;

    /// <summary>The steps that this process left out.</summary>
    public List<SkippedStep> Skipped { get; } = [];

    public override HookPriority Priority => HookPriority.VeryHigh;

    public override void BeforeRun(TrainingContext run) =>
        _buffers = options.OnDivergence == DivergenceAction.Skip ? new ModuleBuffers(run.Network) : null;

    // A forward pass changes the running values of norms before its loss is known.
    public override void BeforeIteration(TrainingContext run) => _buffers?.Keep();

    /// <summary>Judges a loss before it is learnt from.</summary>
    /// <exception cref="TrainingDivergedException">It is not finite, or far over those before it.</exception>
    public void CheckLoss(double classes, double boxes, TrainingBatch batch, double learningRate)
    {
        double loss = classes + boxes;
        if (!double.IsFinite(loss))
        {
            throw Diverged($"The loss is not finite (class part {classes}, box part {boxes})", batch, learningRate);
        }

        if (_judged >= FirstJudged && loss > options.LossLimit * _mean)
        {
            throw Diverged($"The loss of {loss:g4} is over {options.LossLimit:g4} times its running mean of {_mean:g4}", batch, learningRate);
        }
    }

    /// <summary>Judges a gradient before it is used.</summary>
    /// <exception cref="TrainingDivergedException">It is not finite.</exception>
    public void CheckGradient(double norm, TrainingBatch batch, double learningRate)
    {
        if (!double.IsFinite(norm))
        {
            throw Diverged($"The gradient is not finite (norm {norm})", batch, learningRate);
        }
    }

    /// <summary>Takes a loss into the mean.</summary>
    public void Accept(double loss)
    {
        _mean = _judged == 0 ? loss : Keep * _mean + (1 - Keep) * loss;
        _judged++;
    }

    /// <summary>Leaves a step out where the options allow it; else the error stands.</summary>
    /// <returns>True where it is left out.</returns>
    public bool TrySkip(TrainingDivergedException error, TrainingContext run)
    {
        if (options.OnDivergence != DivergenceAction.Skip || _skipped == options.MaxSkippedSteps)
        {
            return false;
        }

        _skipped++;
        _buffers!.Restore();
        Skipped.Add(new SkippedStep(run.Epoch, run.Iteration + 1, error.Message, error.ImageNames));
        return true;
    }

    public override void AfterRun(TrainingContext run) => _buffers?.Dispose();

    public override void SaveState(BinaryWriter writer)
    {
        writer.Write(_mean);
        writer.Write(_judged);
        writer.Write(_skipped);
    }

    public override void LoadState(BinaryReader reader) => (_mean, _judged, _skipped) = (reader.ReadDouble(), reader.ReadInt32(), reader.ReadInt32());

    private TrainingDivergedException Diverged(string what, TrainingBatch batch, double learningRate)
    {
        string[] names = batch.Names[..batch.Count];
        string skipped = _skipped > 0 ? $" {_skipped} steps were skipped before." : "";
        return new TrainingDivergedException(
            $"{what} in epoch {batch.Epoch + 1} at learning rate {learningRate:g3}; a lower rate may help.{skipped} The step's images: {string.Join(", ", names)}.", names);
    }
}
