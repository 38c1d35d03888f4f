using System.Numerics;

namespace MLNetDetection.Torch.Weights.Pickle;

/// <summary>
/// Reads a pickle of names, numbers, lists, dicts and tensors: the part of protocols 0 to 4 that PyTorch writes. Nothing is
/// executed: a name outside <see cref="PickleObjects"/> or an opcode outside this list ends the reading. Memory grows with the bytes
/// read, not with what they promise.
/// </summary>
internal sealed class PickleReader
{
    private static readonly object _mark = new();

    private readonly PickleInput _input;
    private readonly List<object?> _stack = [];
    private readonly Dictionary<long, object?> _memo = [];

    private readonly ICollection<PickleStorage> _storages;

    private PickleReader(PickleInput input, ICollection<PickleStorage> storages) => (_input, _storages) = (input, storages);

    /// <summary>One pickle, from where the stream stands; the stream then stands after it where it was read byte by byte.</summary>
    /// <param name="stream">Read forward only.</param>
    /// <param name="length">Bytes that the pickle can take at most.</param>
    /// <param name="storages">Receives every storage that the pickle refers to; null for none.</param>
    /// <exception cref="InvalidDataException">The pickle is damaged, or asks for what this reader refuses.</exception>
    public static object? Read(Stream stream, long length, ICollection<PickleStorage>? storages = null) =>
        new PickleReader(new PickleInput(stream, length), storages ?? []).Run();

    private object? Run()
    {
        while (true)
        {
            int opcode = _input.Byte();
            if (opcode == '.')
            {
                object? result = Pop();
                return ReferenceEquals(result, _mark) ? throw Damaged() : result;
            }

            if (!Simple(opcode) && !Number(opcode) && !Words(opcode) && !Collection(opcode) && !Object(opcode))
            {
                throw new InvalidDataException(
                    $"The pickle uses opcode 0x{opcode:x2} at byte {_input.Position - 1}, which a file of weights has no need of; it was not executed.");
            }
        }
    }

    private bool Simple(int opcode)
    {
        switch (opcode)
        {
            case 0x80: // PROTO
                if (_input.Byte() > 5)
                {
                    throw new InvalidDataException("The pickle's protocol is later than 5.");
                }

                return true;
            case 0x95: // FRAME
                _input.Length64();
                return true;
            case '(': Push(_mark); return true;
            case '0': Pop(); return true;
            case '1': PopToMark(); return true;
            case '2': Push(Top()); return true;
            case 'N': Push(null); return true;
            case 0x88: Push(true); return true;
            case 0x89: Push(false); return true;
            case 'q': _memo[_input.Byte()] = Top(); return true;
            case 'r': _memo[_input.UInt32()] = Top(); return true;
            case 0x94: _memo[_memo.Count] = Top(); return true;
            case 'h': Push(Remembered(_input.Byte())); return true;
            case 'j': Push(Remembered(_input.UInt32())); return true;
            default: return false;
        }
    }

    private bool Number(int opcode)
    {
        switch (opcode)
        {
            case 'J': Push((long)_input.Int32()); return true;
            case 'K': Push((long)_input.Byte()); return true;
            case 'M': Push((long)_input.UInt16()); return true;
            case 'G': Push(_input.Real()); return true;
            case 0x8a: Push(Long(_input.Bytes(_input.Byte()))); return true;
            default: return false;
        }
    }

    private bool Words(int opcode)
    {
        switch (opcode)
        {
            case 'X': Push(_input.Text(_input.UInt32())); return true; // BINUNICODE
            case 0x8c: Push(_input.Text(_input.Byte())); return true; // SHORT_BINUNICODE
            case 0x8d: Push(_input.Text(_input.Length64())); return true; // BINUNICODE8
            case 'U': Push(_input.Text(_input.Byte())); return true; // SHORT_BINSTRING, of Python 2
            case 'T': Push(_input.Text(_input.Int32())); return true; // BINSTRING
            case 'B': Push(_input.Bytes(_input.UInt32())); return true; // BINBYTES
            case 'C': Push(_input.Bytes(_input.Byte())); return true; // SHORT_BINBYTES
            default: return false;
        }
    }

    private bool Collection(int opcode)
    {
        switch (opcode)
        {
            case '}': Push(new PickleDictionary()); return true;
            case ']': Push(new List<object?>()); return true;
            case ')': Push(Array.Empty<object?>()); return true;
            case 't': Push(PopToMark()); return true;
            case 'l': Push(new List<object?>(PopToMark())); return true;
            case 0x85: Push(Take(1)); return true;
            case 0x86: Push(Take(2)); return true;
            case 0x87: Push(Take(3)); return true;
            case 'a':
                object? item = Pop();
                List().Add(item);
                return true;
            case 'e':
                object?[] items = PopToMark();
                List().AddRange(items);
                return true;
            case 's':
                object?[] pair = Take(2);
                Dictionary().Set(pair[0], pair[1]);
                return true;
            case 'u':
                SetItems(PopToMark());
                return true;
            default: return false;
        }
    }

    private bool Object(int opcode)
    {
        switch (opcode)
        {
            case 'c': // GLOBAL
                string module = _input.Line();
                Push(Known(new PickleGlobal(module, _input.Line())));
                return true;
            case 0x93: // STACK_GLOBAL
                object?[] names = Take(2);
                Push(Known(names is [string from, string name] ? new PickleGlobal(from, name) : throw Damaged()));
                return true;
            case 'R' or 0x81: // REDUCE, NEWOBJ
                object?[] call = Take(2);
                Push(PickleObjects.Call(call[0], call[1]));
                return true;
            case 'b': // BUILD: a dict's attributes, such as the versions in a state dict, say nothing of the weights
                Pop();
                if (Top() is not PickleDictionary)
                {
                    throw new InvalidDataException("The pickle sets attributes of what is no dictionary.");
                }

                return true;
            case 'Q': // BINPERSID
                PickleStorage storage = PickleObjects.Storage(Pop());
                _storages.Add(storage);
                Push(storage);
                return true;
            default: return false;
        }
    }

    private static PickleGlobal Known(PickleGlobal global) => PickleObjects.IsKnown(global)
        ? global
        : throw new InvalidDataException($"The pickle asks for {global}, which is no part of a file of weights; it was not executed.");

    private void SetItems(object?[] items)
    {
        if (items.Length % 2 != 0)
        {
            throw Damaged();
        }

        PickleDictionary dictionary = Dictionary();
        for (int i = 0; i < items.Length; i += 2)
        {
            dictionary.Set(items[i], items[i + 1]);
        }
    }

    private static object Long(byte[] bytes)
    {
        var value = new BigInteger(bytes);
        return value >= long.MinValue && value <= long.MaxValue ? (long)value : value;
    }

    private PickleDictionary Dictionary() => Top() as PickleDictionary ?? throw Damaged();

    private List<object?> List() => Top() as List<object?> ?? throw Damaged();

    private object? Remembered(long place) => _memo.TryGetValue(place, out object? value) ? value : throw Damaged();

    private void Push(object? value) => _stack.Add(value);

    private object? Top() => _stack.Count > 0 ? _stack[^1] : throw Damaged();

    private object? Pop()
    {
        object? top = Top();
        _stack.RemoveAt(_stack.Count - 1);
        return top;
    }

    private object?[] Take(int count)
    {
        if (_stack.Count < count)
        {
            throw Damaged();
        }

        object?[] taken = [.. _stack[^count..]];
        _stack.RemoveRange(_stack.Count - count, count);
        return taken.Contains(_mark) ? throw Damaged() : taken;
    }

    private object?[] PopToMark()
    {
        int mark = _stack.LastIndexOf(_mark);
        if (mark < 0)
        {
            throw Damaged();
        }

        object?[] items = [.. _stack[(mark + 1)..]];
        _stack.RemoveRange(mark, _stack.Count - mark);
        return items;
    }

    private InvalidDataException Damaged() => new($"The pickle is damaged at byte {_input.Position}.");
}
