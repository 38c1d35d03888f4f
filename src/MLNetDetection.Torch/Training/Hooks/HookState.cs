namespace MLNetDetection.Torch.Training;

/// <summary>What one hook keeps in a checkpoint.</summary>
/// <param name="Key">The hook's type, and which of its kind it is.</param>
/// <param name="Bytes">Its own.</param>
internal sealed record HookState(string Key, byte[] Bytes)
{
    private const int MaxStates = 1024;
    private const int MaxBytes = 64 << 20;

    /// <summary>Of every hook that has something to keep.</summary>
    /// <exception cref="InvalidOperationException">A hook keeps more than 64 MiB.</exception>
    public static IReadOnlyList<HookState> Of(IReadOnlyList<TrainingHook> hooks)
    {
        var states = new List<HookState>();
        foreach ((string key, TrainingHook hook) in Keyed(hooks))
        {
            using var bytes = new MemoryStream();
            using (var writer = new BinaryWriter(bytes))
            {
                hook.SaveState(writer);
            }

            byte[] state = bytes.ToArray();
            if (state.Length > MaxBytes)
            {
                throw new InvalidOperationException($"The hook {hook.GetType().Name} keeps {state.Length} bytes in a checkpoint; {MaxBytes} are allowed.");
            }

            if (state.Length > 0)
            {
                states.Add(new HookState(key, state));
            }
        }

        return states;
    }

    /// <summary>Gives each hook its own; one that the run did not have before starts anew.</summary>
    /// <exception cref="InvalidDataException">A hook cannot read what it wrote.</exception>
    public static void Restore(IReadOnlyList<HookState> states, IReadOnlyList<TrainingHook> hooks)
    {
        foreach ((string key, TrainingHook hook) in Keyed(hooks))
        {
            if (states.FirstOrDefault(s => s.Key == key) is not { } state)
            {
                continue;
            }

            try
            {
                using var reader = new BinaryReader(new MemoryStream(state.Bytes, writable: false));
                hook.LoadState(reader);
            }
            catch (EndOfStreamException error)
            {
                throw new InvalidDataException($"The hook {hook.GetType().Name} reads more than it wrote.", error);
            }
        }
    }

    public static void Write(BinaryWriter writer, IReadOnlyList<HookState> states)
    {
        writer.Write(states.Count);
        foreach (HookState state in states)
        {
            writer.Write(state.Key);
            writer.Write(state.Bytes.Length);
            writer.Write(state.Bytes);
        }
    }

    /// <exception cref="InvalidDataException">There are impossibly many, or one is impossibly long.</exception>
    public static IReadOnlyList<HookState> Read(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        if (count is < 0 or > MaxStates)
        {
            throw new InvalidDataException($"A checkpoint with {count} hooks is none.");
        }

        var states = new List<HookState>();
        for (int i = 0; i < count; i++)
        {
            string key = reader.ReadString();
            int length = reader.ReadInt32();
            byte[] bytes = length is >= 0 and <= MaxBytes
                ? reader.ReadBytes(length)
                : throw new InvalidDataException($"A hook with {length} bytes is none.");
            states.Add(bytes.Length == length ? new HookState(key, bytes) : throw new EndOfStreamException());
        }

        return states;
    }

    private static IEnumerable<(string Key, TrainingHook Hook)> Keyed(IReadOnlyList<TrainingHook> hooks) => hooks
        .GroupBy(hook => hook.GetType().FullName ?? hook.GetType().Name)
        .SelectMany(kind => kind.Select((hook, i) => ($"{kind.Key}#{i}", hook)));
}
