using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What the optimizers written in managed code share: saving and loading what they remember.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    private protected OptimizerHelper(IEnumerable<ParamGroup> groups)
        : base(groups)
    {
    }

    /// <summary>Writes the numbers of each group and what is remembered of each parameter, in TorchSharp's own format.</summary>
    public void save_state_dict(BinaryWriter writer)
    {
        writer.Write(GetType().Name);
        Utils.LEB128Codec.Encode(writer, Groups.Count);
        Utils.LEB128Codec.Encode(writer, Groups.Sum(group => group.Parameters.Count()));
        foreach (ParamGroup group in Groups)
        {
            writer.Write(group.InitialLearningRate);
            writer.Write(group.LearningRate);
            WriteOptions(writer, group);
        }

        foreach (ParamGroup group in Groups)
        {
            foreach (Parameter parameter in group.Parameters)
            {
                WriteState(writer, group, parameter);
            }
        }
    }

    /// <summary>Takes over what <see cref="save_state_dict"/> wrote, for the same groups and parameters.</summary>
    /// <exception cref="InvalidDataException">It is the state of another kind of optimizer.</exception>
    /// <exception cref="ArgumentException">There are other numbers of groups or parameters.</exception>
    public void load_state_dict(BinaryReader reader)
    {
        string name = reader.ReadString();
        if (name != GetType().Name)
        {
            throw new InvalidDataException($"Mismatched optimizer type: expected '{GetType().Name}', but found '{name}' in the loaded stream.");
        }

        long groups = Utils.LEB128Codec.Decode(reader), states = Utils.LEB128Codec.Decode(reader);
        if (groups != Groups.Count)
        {
            throw new ArgumentException("Invalid optimizer state -- different number of parameter groups.");
        }

        if (states != Groups.Sum(group => group.Parameters.Count()))
        {
            throw new ArgumentException("Invalid optimizer state -- different number of states.");
        }

        foreach (ParamGroup group in Groups)
        {
            group.InitialLearningRate = reader.ReadDouble();
            group.LearningRate = reader.ReadDouble();
            ReadOptions(reader, group);
        }

        using IDisposable quiet = no_grad();
        foreach (ParamGroup group in Groups)
        {
            foreach (Parameter parameter in group.Parameters)
            {
                ReadState(reader, group, parameter);
            }
        }
    }

    private protected abstract void WriteOptions(BinaryWriter writer, ParamGroup group);

    private protected abstract void ReadOptions(BinaryReader reader, ParamGroup group);

    private protected abstract void WriteState(BinaryWriter writer, ParamGroup group, Parameter parameter);

    private protected abstract void ReadState(BinaryReader reader, ParamGroup group, Parameter parameter);

    private protected static Tensor WithDecay(Tensor gradient, Parameter parameter, double decay) =>
        decay == 0 ? gradient : gradient.add(parameter, alpha: decay);

    private protected static void RequireShare(double value, string name)
    {
        if (value is < 0 or >= 1)
        {
            throw new ArgumentException($"Invalid {name}: {value}");
        }
    }

    private protected static void RequireAtMostOne(double value, string name)
    {
        if (value is < 0 or > 1)
        {
            throw new ArgumentException($"Invalid {name}: {value}");
        }
    }

    internal static Tensor Kept(Tensor tensor, Parameter parameter)
    {
        Tensor moved = tensor.to(parameter.device).DetachFromDisposeScope();
        if (!ReferenceEquals(moved, tensor))
        {
            tensor.Dispose();
        }

        return moved;
    }
}
