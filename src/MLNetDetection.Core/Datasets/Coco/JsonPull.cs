using System.Text;
using System.Text.Json;

namespace MLNetDetection.Core.Datasets.Coco;

/// <summary>
/// Reads a JSON file of any length through a small buffer. Items of an array are parsed where they lie in the buffer; one that
/// the buffer cuts off is parsed again once the rest is there.
/// </summary>
internal sealed class JsonPull(Stream stream)
{
    // One item, or one skipped value, may be as long as this: a crowd's mask has some hundred kilobytes.
    private const int LongestItem = 1 << 28;
    private byte[] _buffer = new byte[1 << 18];
    private int _length;
    private bool _final;
    private bool _started;
    private long _before;
    private long _lines = 1;
    private JsonReaderState _state = new(new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });

    /// <summary>Parses one item; false where the buffer ends within it. The reader stands on the item's first token.</summary>
    public delegate bool ItemParser<T>(ref Utf8JsonReader reader, out T item);

    public Utf8JsonReader Start()
    {
        Utf8JsonReader reader = new([], isFinalBlock: false, _state);
        Refill(ref reader);
        return reader;
    }

    /// <summary>The next token; false at the end of the file.</summary>
    public bool Read(ref Utf8JsonReader reader)
    {
        while (!reader.Read())
        {
            if (_final)
            {
                return false;
            }

            Refill(ref reader);
        }

        return true;
    }

    /// <summary>Passes over the value that follows a property name.</summary>
    public void SkipValue(ref Utf8JsonReader reader)
    {
        Read(ref reader);
        int depth = reader.CurrentDepth;
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            while (Read(ref reader) && reader.CurrentDepth > depth)
            {
            }
        }
    }

    /// <summary>Gives each item of the array that the reader stands before to <paramref name="take"/>, with its index.</summary>
    public void ReadArray<T>(ref Utf8JsonReader reader, ItemParser<T> parse, Action<T, int> take, ref int index)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new FormatException($"expected an array, found {reader.TokenType}");
        }

        for (index = 0; Read(ref reader) && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw new FormatException($"expected an object, found {reader.TokenType}");
            }

            T item;
            Utf8JsonReader start = reader;
            while (!parse(ref reader, out item))
            {
                // The item is cut off: go back to its first token, which stays in the buffer's front, and read on.
                reader = start;
                Refill(ref reader);
                start = reader;
            }

            take(item, index);
        }
    }

    /// <summary>Line and byte of the token that the reader stands on.</summary>
    public string Place(ref Utf8JsonReader reader)
    {
        int at = (int)Math.Clamp(reader.TokenStartIndex, 0, _length);
        return $"line {_lines + _buffer.AsSpan(0, at).Count((byte)'\n')}, byte {_before + at}";
    }

    private void Refill(ref Utf8JsonReader reader)
    {
        int consumed = (int)reader.BytesConsumed;
        _state = reader.CurrentState;
        _before += consumed;
        _lines += _buffer.AsSpan(0, consumed).Count((byte)'\n');
        _buffer.AsSpan(consumed, _length - consumed).CopyTo(_buffer);
        _length -= consumed;
        if (_length == _buffer.Length)
        {
            if (_length >= LongestItem)
            {
                throw new FormatException($"an item is longer than {LongestItem >> 20} MB");
            }

            Array.Resize(ref _buffer, _length * 2);
        }

        int read = stream.ReadAtLeast(_buffer.AsSpan(_length), _buffer.Length - _length, throwOnEndOfStream: false);
        _length += read;
        _final = _length < _buffer.Length;
        DropMark();
        reader = new Utf8JsonReader(_buffer.AsSpan(0, _length), _final, _state);
    }

    private void DropMark()
    {
        if (!_started && _buffer.AsSpan(0, _length).StartsWith(Encoding.UTF8.Preamble))
        {
            _length -= Encoding.UTF8.Preamble.Length;
            _buffer.AsSpan(Encoding.UTF8.Preamble.Length, _length).CopyTo(_buffer);
        }

        _started = true;
    }
}
