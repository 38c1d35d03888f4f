using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Modules one after another. What lies between them is disposed at once.</summary>
public class Sequential : nn.Module<Tensor, Tensor>
{
    private readonly List<(string Name, nn.IModule<Tensor, Tensor> Module)> _modules = [];

    internal Sequential()
        : base(nameof(Sequential))
    {
    }

    /// <summary>Adds a module named by its position.</summary>
    internal Sequential append(nn.IModule<Tensor, Tensor> module) =>
        append(_modules.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), module);

    /// <summary>Adds a module with a name.</summary>
    internal Sequential append(string name, nn.IModule<Tensor, Tensor> module)
    {
        _modules.Add((name, module));
        return this;
    }

    /// <summary>The parameters of all modules, each once.</summary>
    public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
    {
        var seen = new HashSet<nint> { 0 };
        foreach ((string part, nn.Module module) in recurse ? named_children() : [])
        {
            foreach ((string name, Parameter parameter) in module.named_parameters(true))
            {
                if (seen.Add(parameter.handle))
                {
                    yield return ($"{part}.{name}", parameter);
                }
            }
        }
    }

    /// <summary>The saved buffers of all modules, each once.</summary>
    public override IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_persistent = true)
    {
        var seen = new HashSet<nint> { 0 };
        foreach ((string part, nn.Module module) in recurse ? named_children() : [])
        {
            foreach ((string name, Tensor buffer) in module.named_buffers(true, include_persistent))
            {
                if (seen.Add(buffer.handle))
                {
                    yield return ($"{part}.{name}", buffer);
                }
            }
        }
    }

    /// <summary>The modules with their names.</summary>
    public override IEnumerable<(string name, nn.Module module)> named_children() =>
        _modules.Select(entry => (entry.Name, (nn.Module)entry.Module));

    /// <summary>Applies the modules in order; without any, another handle to the input.</summary>
    public override Tensor forward(Tensor tensor)
    {
        if (_modules.Count == 0)
        {
            return tensor.alias();
        }

        Tensor current = tensor;
        for (int i = 0; i < _modules.Count; i++)
        {
            Tensor? joined = NormWithReLU(i, current);
            Tensor next = joined ?? _modules[i].Module.call(current);
            if (!ReferenceEquals(current, tensor))
            {
                current.Dispose();
            }

            current = next;
            i += joined is null ? 0 : 1;
        }

        return current;
    }

    // A norm and the ReLU over its result are one pass while training: the step of a small network is mostly such passes.
    private Tensor? NormWithReLU(int at, Tensor input) =>
        at + 1 < _modules.Count && _modules[at].Module is BatchNorm norm && _modules[at + 1].Module is ReLU { inplace: true } ? norm.TrainWithReLU(input) : null;

    /// <summary>Disposes the modules.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach ((_, nn.Module module) in named_children())
            {
                module.Dispose();
            }
        }

        base.Dispose(disposing);
    }
}
