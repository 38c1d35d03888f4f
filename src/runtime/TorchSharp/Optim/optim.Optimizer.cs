using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Optimizers.</summary>
    public static partial class optim
    {
        /// <summary>Changes parameters by their gradients.</summary>
        public abstract class Optimizer : IDisposable
        {
            private protected Optimizer(IEnumerable<ParamGroup> groups) => Groups = groups.ToList();

            private protected List<ParamGroup> Groups { get; }

            /// <summary>The groups of parameters and their learning rates.</summary>
            public virtual IEnumerable<ILearningRateController> ParamGroups => Groups;

            /// <summary>All parameters.</summary>
            public virtual IEnumerable<Parameter> parameters() => Groups.SelectMany(group => group.Parameters);

            /// <summary>Sets all gradients to 0.</summary>
            public virtual void zero_grad()
            {
                foreach (Parameter parameter in parameters())
                {
                    using Tensor? gradient = parameter.grad;
                    gradient?.zero_();
                }
            }

            /// <summary>Changes the parameters once.</summary>
            /// <param name="closure">Computes the loss and its gradients first, where given.</param>
            /// <returns>The closure's loss, else null.</returns>
            public virtual Tensor? step(Func<Tensor>? closure = null)
            {
                Tensor? loss = null;
                if (closure is not null)
                {
                    using IDisposable recording = enable_grad();
                    loss = closure();
                }

                using IDisposable mode = no_grad();
                using DisposeScope scope = NewDisposeScope();
                foreach (ParamGroup group in Groups)
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

            /// <summary>Disposes what the optimizer remembers of its parameters, not the parameters.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Disposes what the optimizer remembers of its parameters.</summary>
            protected virtual void Dispose(bool disposing)
            {
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
    }
}
