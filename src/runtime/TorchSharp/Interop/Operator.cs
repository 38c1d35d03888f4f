using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>
/// A libtorch operator by its schema name, e.g. ("add", "Tensor"), or one of the bridge's own ("mlnetdetection::norm_relu"). Found on
/// first use and kept; arguments that a call leaves out take the schema's defaults.
/// </summary>
internal sealed unsafe class Operator(string name, string overload = "")
{
    private const int InlineResults = 4;
    private const int InlineWords = 64;

    private nint _handle;

    /// <summary>Calls an operator of one result; null where libtorch answers an undefined tensor.</summary>
    public torch.Tensor Tensor(params ReadOnlySpan<Argument> arguments)
    {
        nint handle = Handle(arguments);
        return handle == 0 ? null! : new torch.Tensor(handle);
    }

    /// <summary>Calls an operator of one result for its native tensor, which the caller frees.</summary>
    public nint Handle(params ReadOnlySpan<Argument> arguments)
    {
        Value* results = stackalloc Value[InlineResults];
        Call(arguments, results, out Value* overflow, out int count);
        Free(overflow);
        return results[0].Kind == ValueKind.Tensor ? (nint)results[0].Payload : 0;
    }

    /// <summary>Calls an operator in place: its result, the first argument again, is dropped.</summary>
    public void Run(params ReadOnlySpan<Argument> arguments)
    {
        Value* results = stackalloc Value[InlineResults];
        Call(arguments, results, out Value* overflow, out int count);
        for (int i = 0; i < count; i++)
        {
            if (results[i].Kind == ValueKind.Tensor)
            {
                NativeMethods.mlnd_tensor_free((nint)results[i].Payload);
            }
        }

        Free(overflow);
    }

    /// <summary>Calls an operator of several results, or one that answers a list of tensors.</summary>
    public torch.Tensor[] Tensors(params ReadOnlySpan<Argument> arguments)
    {
        Value* results = stackalloc Value[InlineResults];
        Call(arguments, results, out Value* overflow, out int count);
        Value* source = overflow == null ? results : overflow;
        var tensors = new torch.Tensor[count];
        for (int i = 0; i < count; i++)
        {
            tensors[i] = ToTensor(source[i])!;
        }

        Free(overflow);
        return tensors;
    }

    /// <summary>Calls an operator of two results.</summary>
    public (torch.Tensor First, torch.Tensor Second) Pair(params ReadOnlySpan<Argument> arguments)
    {
        torch.Tensor[] tensors = Tensors(arguments);
        return (tensors[0], tensors[1]);
    }

    /// <summary>Calls an operator that answers a number or a truth value.</summary>
    public Value Number(params ReadOnlySpan<Argument> arguments)
    {
        Value* results = stackalloc Value[InlineResults];
        Call(arguments, results, out _, out _);
        return results[0];
    }

    private static void Free(Value* overflow)
    {
        if (overflow != null)
        {
            NativeMethods.mlnd_free(overflow);
        }
    }

    private static torch.Tensor? ToTensor(Value value) =>
        value.Kind == ValueKind.Tensor ? new torch.Tensor((nint)value.Payload) : null;

    private void Call(ReadOnlySpan<Argument> arguments, Value* results, out Value* overflow, out int count)
    {
        int wordCount = 0;
        foreach (ref readonly Argument argument in arguments)
        {
            wordCount += argument.Words;
        }

        Span<long> words = wordCount <= InlineWords ? stackalloc long[InlineWords] : new long[wordCount];
        Value* values = stackalloc Value[arguments.Length];
        fixed (long* start = words)
        {
            int used = 0;
            for (int i = 0; i < arguments.Length; i++)
            {
                int length = arguments[i].Words;
                values[i] = arguments[i].ToNative(words.Slice(used, length), (nint)(start + used));
                used += length;
            }

            nint handle = Found();
            if (NativeMethods.mlnd_call(handle, values, arguments.Length, results, InlineResults, out overflow, out count) != 0)
            {
                Retry(handle, values, arguments.Length, results, out overflow, out count);
            }
        }
    }

    // Tensors that wait for their finalizers hold memory the collector knows nothing of: collect once, then ask again.
    private static void Retry(nint handle, Value* values, int length, Value* results, out Value* overflow, out int count)
    {
        string message = NativeMethods.LastError();
        if (!message.Contains("out of memory", StringComparison.Ordinal)
            && !message.Contains("can't allocate memory", StringComparison.Ordinal))
        {
            throw new ExternalException(message);
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        NativeMethods.Check(NativeMethods.mlnd_call(handle, values, length, results, InlineResults, out overflow, out count));
    }

    private nint Found()
    {
        if (_handle == 0)
        {
            NativeMethods.Check(NativeMethods.mlnd_find_operator(name.Contains("::", StringComparison.Ordinal) ? name : "aten::" + name, overload, out nint found));
            _handle = found;
        }

        return _handle;
    }
}
