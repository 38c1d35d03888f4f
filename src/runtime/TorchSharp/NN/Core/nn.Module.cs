using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Neural networks.</summary>
    public static partial class nn
    {
        /// <summary>Takes over a tensor as a parameter.</summary>
        internal static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);

        /// <summary>
        /// Part of a network: parameters, buffers and parts of its own. A derived class sets its fields, then calls
        /// RegisterComponents; the fields' names are the names in the state dictionary.
        /// </summary>
        public partial class Module : IDisposable
        {
            private readonly OrderedDictionary<string, Module> _submodules = [];
            private readonly OrderedDictionary<string, (Tensor Tensor, bool Persistent)> _buffers = [];
            private readonly OrderedDictionary<string, Parameter> _parameters = [];

            private readonly string _name;
            private bool _registered;
            private bool _training = true;
            private bool _disposed;

            /// <summary>A module with a name for messages.</summary>
            private protected Module(string name) => _name = name;

            /// <summary>True while training: dropout drops, batch norms use the batch.</summary>
            public virtual bool training => _training;

            /// <summary>Switches this module and its parts between training and evaluation.</summary>
            public virtual void train(bool train = true)
            {
                _training = train;
                foreach ((_, Module module) in named_children())
                {
                    module.train(train);
                }
            }

            /// <summary>Switches this module and its parts to evaluation.</summary>
            public virtual void eval() => train(false);

            /// <summary>Disposes the parameters, the buffers and the parts.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Disposes the parameters, the buffers and the parts.</summary>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing || _disposed)
                {
                    return;
                }

                foreach ((_, Tensor buffer) in named_buffers(false))
                {
                    buffer.DetachFromDisposeScope().Dispose();
                }

                foreach ((_, Parameter parameter) in named_parameters(false))
                {
                    parameter.DetachFromDisposeScope().Dispose();
                }

                foreach ((_, Module module) in named_modules())
                {
                    module.Dispose();
                }

                _disposed = true;
            }
        }
    }
}
