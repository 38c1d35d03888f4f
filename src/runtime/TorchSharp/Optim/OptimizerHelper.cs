using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What the optimizers written here share: their groups, and what they remember of each parameter.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    private readonly List<ParamGroup> _groups;

    private protected OptimizerHelper(IEnumerable<ParamGroup> groups) => _groups = groups.ToList();

    /// <summary>The groups of parameters and their learning rates.</summary>
    public override IEnumerable<optim.ILearningRateController> ParamGroups => _groups;

    /// <summary>All parameters.</summary>
    public override IEnumerable<Parameter> parameters() => _groups.SelectMany(group => group.Parameters);

    /// <summary>Changes the parameters once.</summary>
    /// <param name="closure">Computes the loss and its gradients first, where given.</param>
    /// <returns>The closure's loss, else null.</returns>
    public override Tensor? step(Func<Tensor>? closure = null)
    {
        Tensor? loss = null;
        if (closure is not null)
        {
            using IDisposable recording = enable_grad();
            loss = closure();
        }

        using IDisposable mode = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach (ParamGroup group in _groups)
        {
            foreach (Parameter parameter in group.Parameters)
            {
                if (parameter.grad is { } gradient)
                {
                    Update(group, parameter, gradient);
                }
            }
        }

        return loss;
    }

    private protected abstract void Update(ParamGroup group, Parameter parameter, Tensor gradient);

    private protected static void RequireNotNegative(double value, string name)
    {
        if (value < 0)
        {
            throw new ArgumentException($"Invalid {name}: {value}");
        }
    }
}
