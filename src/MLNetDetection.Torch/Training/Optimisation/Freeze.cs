using MLNetDetection.Torch.Detectors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Training.Optimisation;

/// <summary>Parts of a network that do not change for a while. What is frozen at an epoch depends on the epoch only, so that a resumed run has it too.</summary>
internal sealed class Freeze
{
    private readonly Parameter[] _parameters = [];
    private readonly BatchNorm2d[] _norms = [];
    private readonly int _epochs;
    private bool _frozen;

    /// <summary>Freezes; the network is in training mode.</summary>
    public Freeze(SsdNetwork network, FreezeOptions options)
    {
        IReadOnlyList<IReadOnlyList<nn.Module>> stages = network.Backbone.Stages;
        _epochs = options.Epochs > 0 ? options.Epochs : int.MaxValue;
        nn.Module[] frozen = [.. stages.Take(options.Stages == FreezeOptions.AllStages ? stages.Count : options.Stages).SelectMany(stage => stage)];
        BatchNorm2d[] norms = [.. stages.SelectMany(stage => stage).SelectMany(Norms)];
        _norms = options.Norms == FrozenNorms.None ? [.. frozen.SelectMany(Norms)] : norms;
        _parameters =
        [
            .. frozen.SelectMany(part => part.parameters()),
            .. options.Norms == FrozenNorms.StatisticsAndAffine ? norms.SelectMany(norm => norm.parameters()) : [],
        ];
        Set(true);
    }

    /// <exception cref="ArgumentException">The network's backbone has fewer stages than are to be frozen.</exception>
    public static void Check(SsdNetwork network, FreezeOptions options)
    {
        int stages = network.Backbone.Stages.Count;
        if (options.Stages > stages)
        {
            throw new ArgumentException(
                $"{nameof(TrainingOptions.Freezing)}.{nameof(options.Stages)} is {options.Stages}; the network's backbone has {stages}.");
        }
    }

    /// <summary>Thaws where the epoch, from 0, is past the freeze.</summary>
    public void At(int epoch)
    {
        if (_frozen && epoch >= _epochs)
        {
            Set(false);
        }
    }

    private void Set(bool frozen)
    {
        _frozen = frozen;
        foreach (Parameter parameter in _parameters)
        {
            parameter.requires_grad = !frozen;
        }

        foreach (BatchNorm2d norm in _norms)
        {
            norm.train(!frozen);
        }
    }

    private static IEnumerable<BatchNorm2d> Norms(nn.Module part) => part.named_modules().Select(m => m.module).Prepend(part).OfType<BatchNorm2d>();
}
