using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Parameters that are optimized alike.</summary>
public class ParamGroup : optim.ILearningRateController
{
    private protected ParamGroup(IEnumerable<Parameter> parameters, double learningRate)
    {
        Parameters = parameters;
        LearningRate = learningRate;
        InitialLearningRate = learningRate;
    }

    /// <summary>The parameters.</summary>
    internal IEnumerable<Parameter> Parameters { get; set; }

    /// <summary>The rate of the next step.</summary>
    public double LearningRate { get; set; }

    /// <summary>The rate at the start.</summary>
    internal double InitialLearningRate { get; set; }
}
