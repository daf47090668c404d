using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace ConfigSync.Injection.Reading;

/// <summary>
/// Walks JSON forward once and reads just the fields that are asked for. <c>null</c> counts as absent, as it does for the API server.
/// A value of another type than asked for throws <see cref="MalformedFieldException"/> with its position; the path is only worked out then.
/// The caller's part of the contract, which nothing checks: whoever enters an object or array reads it to its end, and of each field's value either
/// reads or skips it, exactly once. Otherwise the reader goes on inside the value and takes its fields for those of the object around it.
/// </summary>
internal ref struct FieldReader
{
    private JsonCursor _json;
    private ReadOnlySpan<byte> _value;
    private ReadOnlySpan<byte> _name;
    private bool _isEscaped;
    private bool _isFirst;

    public FieldReader(ReadOnlySpan<byte> json)
    {
        _json = new JsonCursor(json);
        ReadValue();
    }

    /// <summary>The type of the value that the reader stands on.</summary>
    public JsonTokenType Type { get; private set; }

    /// <summary>First byte of the value that the reader stands on.</summary>
    public int ValueStart { get; private set; }

    /// <summary>First byte after what was read.</summary>
    public readonly int ValueEnd => _json.Position;

    /// <summary>True when the reader stands on null.</summary>
    public readonly bool IsNull => Type == JsonTokenType.Null;

    /// <summary>True when the current field has this name.</summary>
    public readonly bool Is(ReadOnlySpan<byte> name) => _name.SequenceEqual(name);

    /// <summary>True when the current field's name starts like this.</summary>
    public readonly bool NameStartsWith(ReadOnlySpan<byte> prefix) => _name.StartsWith(prefix);

    /// <summary>The current field's name.</summary>
    public readonly string Name() => Encoding.UTF8.GetString(_name);

    /// <summary>Enters the object that the reader stands on; <see langword="false"/> for null.</summary>
    public readonly bool EnterObject() => Expect(JsonTokenType.StartObject, "an object");

    /// <summary>Enters the array that the reader stands on; <see langword="false"/> for null.</summary>
    public readonly bool EnterArray() => Expect(JsonTokenType.StartArray, "an array");

    /// <summary>Moves on to the next field's value; <see langword="false"/> at the object's end.</summary>
    public bool NextField()
    {
        if (!Next((byte)'}'))
        {
            return false;
        }

        _json.Peek();
        var start = _json.Position;
        _name = _json.String(out var isEscaped);
        if (isEscaped)
        {
            _name = Encoding.UTF8.GetBytes(Unescaped(start));
        }

        _json.Take((byte)':');
        ReadValue();
        return true;
    }

    /// <summary>Moves on to the next element; <see langword="false"/> at the array's end.</summary>
    public bool NextElement()
    {
        if (!Next((byte)']'))
        {
            return false;
        }

        ReadValue();
        return true;
    }

    /// <summary>Moves into the next element that is an object, past those that are null; <see langword="false"/> at the array's end.</summary>
    public bool NextObject()
    {
        while (NextElement())
        {
            if (EnterObject())
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The string that the reader stands on, or null.</summary>
    public readonly string? String() =>
        !Expect(JsonTokenType.String, "a string") ? null : _isEscaped ? Unescaped(ValueStart) : Encoding.UTF8.GetString(_value);

    /// <summary>Fails where <see cref="String"/> would, without making the string.</summary>
    public readonly void CheckString()
    {
        if (Expect(JsonTokenType.String, "a string") && _isEscaped)
        {
            _ = Unescaped(ValueStart);
        }
    }

    /// <summary>The boolean that the reader stands on, or null.</summary>
    public readonly bool? Boolean() => Type switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Null => null,
        _ => throw Malformed("a boolean"),
    };

    /// <summary>True when the reader stands on this string. One that is written with escapes is never found to be.</summary>
    public readonly bool IsValue(ReadOnlySpan<byte> text) => Type == JsonTokenType.String && !_isEscaped && _value.SequenceEqual(text);

    /// <summary>The whole number that the reader stands on, or null.</summary>
    public readonly long? Number()
    {
        if (!Expect(JsonTokenType.Number, "a whole number"))
        {
            return null;
        }

        return NumberIfAny() ?? throw Malformed("a whole number");
    }

    /// <summary>The whole number that the reader stands on; null for anything else, which may stand there as well.</summary>
    public readonly long? NumberIfAny() =>
        Type == JsonTokenType.Number && Utf8Parser.TryParse(_value, out long number, out var read) && read == _value.Length ? number : null;

    /// <summary>
    /// The quantity that the reader stands on; null where there is none. It may be a number as well, in a manifest: what the API server sends is a string.
    /// </summary>
    public readonly Quantity? Quantity()
    {
        if (Type != JsonTokenType.Number && !Expect(JsonTokenType.String, "a quantity"))
        {
            return null;
        }

        var text = Type == JsonTokenType.String && _isEscaped ? Encoding.UTF8.GetBytes(Unescaped(ValueStart)) : _value;
        return Reading.Quantity.TryParse(text, out var quantity) ? quantity : null;
    }

    /// <summary>
    /// Passes over the value that the reader stands on: an object or array by its brackets alone, many times as fast as reading it, without
    /// checking what is in it.
    /// </summary>
    public void Skip()
    {
        if (Type is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return;
        }

        var closing = JsonBrackets.IndexOfClosing(_json.Rest);
        if (closing < 0)
        {
            throw new JsonException();
        }

        _json.Advance(closing);
        _json.Take(Type == JsonTokenType.StartObject ? (byte)'}' : (byte)']');
        _isFirst = false;
    }

    /// <summary>Reads on after the outermost value: anything but the end is malformed.</summary>
    public void End()
    {
        _json.Peek();
        if (!_json.IsAtEnd)
        {
            throw new JsonException();
        }
    }

    // At a closing bracket, or behind the comma before what comes next.
    private bool Next(byte closing)
    {
        if (_json.Peek() == closing)
        {
            _json.Advance(1);
            _isFirst = false;
            return false;
        }

        if (!_isFirst)
        {
            _json.Take((byte)',');
        }

        return true;
    }

    // Goes behind a scalar, but only behind the opening bracket of an object or array: what is in it is read, or skipped, by the caller.
    private void ReadValue()
    {
        var first = _json.Peek();
        ValueStart = _json.Position;
        _isFirst = first is (byte)'{' or (byte)'[';
        switch (first)
        {
            case (byte)'"':
                Type = JsonTokenType.String;
                _value = _json.String(out _isEscaped);
                break;
            case (byte)'{':
                Type = JsonTokenType.StartObject;
                _json.Advance(1);
                break;
            case (byte)'[':
                Type = JsonTokenType.StartArray;
                _json.Advance(1);
                break;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                Type = JsonTokenType.Number;
                _value = _json.Number();
                break;
            default:
                ReadLiteral(first);
                break;
        }
    }

    private void ReadLiteral(byte first)
    {
        Type = first switch { (byte)'t' => JsonTokenType.True, (byte)'f' => JsonTokenType.False, (byte)'n' => JsonTokenType.Null, _ => throw new JsonException() };
        _json.Literal(Type switch { JsonTokenType.True => "true"u8, JsonTokenType.False => "false"u8, _ => "null"u8 });
    }

    private readonly string Unescaped(int start)
    {
        var text = new Utf8JsonReader(_json[start.._json.Position]);
        text.Read();
        return text.GetString()!;
    }

    private readonly bool Expect(JsonTokenType type, string expected)
    {
        if (Type == type)
        {
            return true;
        }

        return Type == JsonTokenType.Null ? false : throw Malformed(expected);
    }

    private readonly MalformedFieldException Malformed(string expected) => new(ValueStart, expected, Describe(Type));

    private static string Describe(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        _ => "a boolean",
    };
}
