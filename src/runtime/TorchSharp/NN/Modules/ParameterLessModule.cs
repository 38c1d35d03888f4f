using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A module that holds neither parameters nor buffers.</summary>
/// <typeparam name="T1">The type of the input.</typeparam>
/// <typeparam name="TResult">The type of the output.</typeparam>
public abstract class ParameterLessModule<T1, TResult> : nn.Module<T1, TResult>
{
    /// <summary>A module with a name for messages.</summary>
    private protected ParameterLessModule(string name)
        : base(name)
    {
    }

    /// <summary>Refused.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public override void register_buffer(string name, Tensor tensor, bool persistent = true) =>
        throw new InvalidOperationException("Cannot register a buffer on a module that is declared 'parameter-less.'");

    /// <summary>Refused.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public override void register_parameter(string name, Parameter param) =>
        throw new InvalidOperationException("Cannot register a parameter on a module that is declared 'parameter-less.'");

    internal override void Convert(ScalarType? dtype, Device? device)
    {
    }
}
