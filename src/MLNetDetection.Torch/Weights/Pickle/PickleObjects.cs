using static TorchSharp.torch;

namespace MLNetDetection.Torch.Weights.Pickle;

/// <summary>
/// The few objects that a file of weights is made of. Everything else is refused with its name, before anything is done with it:
/// a pickle is a program, and this reader runs none of it.
/// </summary>
internal static class PickleObjects
{
    private const int MaxRank = 64;

    public static bool IsKnown(PickleGlobal global) => global switch
    {
        { Module: "collections", Name: "OrderedDict" or "Counter" } => true,
        { Module: "torch._utils", Name: "_rebuild_tensor_v2" or "_rebuild_tensor" or "_rebuild_parameter" } => true,
        { Module: "torch", Name: "Size" } => true,
        { Module: "torch", Name: var name } => StorageType(name) is not null,
        _ => false,
    };

    /// <summary>What calling <paramref name="callable"/> gives.</summary>
    /// <exception cref="InvalidDataException">It is no object of a file of weights, or its arguments do not fit.</exception>
    public static object Call(object? callable, object? arguments)
    {
        if (callable is not PickleGlobal global || arguments is not object?[] values)
        {
            throw new InvalidDataException("The pickle calls what is no known name.");
        }

        return (global.Name, values.Length) switch
        {
            ("OrderedDict", 0) => new PickleDictionary(),
            ("OrderedDict", 1) => FromPairs(values[0]),

            // A scheduler's milestones, in NVIDIA's checkpoints for one: a dict of numbers, and none of ours.
            ("Counter", 1) when values[0] is PickleDictionary counts => counts,
            ("Size", 1) when values[0] is object?[] sizes => sizes,
            ("_rebuild_parameter", 3) when values[0] is PickleTensor tensor => tensor,
            ("_rebuild_tensor_v2", >= 6) or ("_rebuild_tensor", 4) => Tensor(values),
            _ => throw new InvalidDataException($"The pickle calls {global} with {values.Length} arguments that do not fit it."),
        };
    }

    /// <summary>The storage of a persistent id: ('storage', type, key, place, count[, view]).</summary>
    public static PickleStorage Storage(object? id)
    {
        if (id is object?[] { Length: 5 or 6 } parts && parts[0] is "storage" && parts[1] is PickleGlobal { Module: "torch" } type
            && StorageType(type.Name) is { } scalar && parts[2] is string key && parts[4] is long and >= 0)
        {
            return parts.Length == 5 || parts[5] is null
                ? new PickleStorage(scalar, key, (long)parts[4]!)
                : throw new InvalidDataException($"The pickle has a view of the storage '{key}', as PyTorch wrote before 0.4; save the weights again.");
        }

        throw new InvalidDataException("The pickle refers to what is no storage.");
    }

    private static ScalarType? StorageType(string name) => name switch
    {
        "FloatStorage" => ScalarType.Float32,
        "DoubleStorage" => ScalarType.Float64,
        "HalfStorage" => ScalarType.Float16,
        "BFloat16Storage" => ScalarType.BFloat16,
        "LongStorage" => ScalarType.Int64,
        "IntStorage" => ScalarType.Int32,
        "ShortStorage" => ScalarType.Int16,
        "CharStorage" => ScalarType.Int8,
        "ByteStorage" => ScalarType.Byte,
        "BoolStorage" => ScalarType.Bool,
        _ => null,
    };

    private static PickleTensor Tensor(object?[] values)
    {
        if (values[0] is not PickleStorage storage || values[1] is not long offset || values[2] is not object?[] shape || values[3] is not object?[] strides
            || shape.Length != strides.Length || shape.Length > MaxRank
            || !shape.Concat(strides).All(v => v is long and >= 0) || offset < 0)
        {
            throw new InvalidDataException("The pickle has a tensor whose storage, offset, shape or strides are none.");
        }

        return new PickleTensor(storage, offset, [.. shape.Cast<long>()], [.. strides.Cast<long>()]);
    }

    private static PickleDictionary FromPairs(object? list)
    {
        var dictionary = new PickleDictionary();
        foreach (object? item in list as IEnumerable<object?> ?? throw new InvalidDataException("The pickle makes a dictionary of what is no list."))
        {
            IReadOnlyList<object?> pair = item as IReadOnlyList<object?> ?? [];
            if (pair.Count != 2)
            {
                throw new InvalidDataException("The pickle makes a dictionary of what are no pairs.");
            }

            dictionary.Set(pair[0], pair[1]);
        }

        return dictionary;
    }
}
