using System.Text.Encodings.Web;

namespace ConfigSync.Injection.Patching;

/// <summary>Writes an RFC 6902 patch, operation by operation.</summary>
internal sealed class PatchWriter : IDisposable
{
    // The patch is read by the API server's JSON decoder, never by a browser: nothing needs escaping beyond what JSON demands.
    private readonly JsonOutput _json = new(JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
    private bool _isEmpty = true;

    public PatchWriter() => _json.StartArray();

    public void Remove(string pointer)
    {
        Start("remove"u8, pointer);
        _json.EndObject();
    }

    public void Replace(string pointer, string value)
    {
        Start("replace"u8, pointer);
        _json.String("value"u8, value);
        _json.EndObject();
    }

    public void Replace<T>(string pointer, T value, Action<JsonOutput, T> write) => Write("replace"u8, pointer, value, write);

    public void Add<T>(string pointer, T value, Action<JsonOutput, T> write) => Write("add"u8, pointer, value, write);

    /// <summary>Appends to an array, which is added when it is not there.</summary>
    public void Append<T>(string array, bool exists, IReadOnlyCollection<T> values, Action<JsonOutput, T> write)
    {
        if (values.Count == 0)
        {
            return;
        }

        if (exists)
        {
            foreach (var value in values)
            {
                Add($"{array}/-", value, write);
            }

            return;
        }

        Start("add"u8, array);
        _json.StartArray("value"u8);
        foreach (var value in values)
        {
            write(_json, value);
        }

        _json.EndArray();
        _json.EndObject();
    }

    /// <summary>Sets a field of an object, which is added when it is not there.</summary>
    public void Set<T>(string @object, bool exists, string name, T value, Action<JsonOutput, T> write)
    {
        if (exists)
        {
            Add($"{@object}/{JsonPointer.Step(name)}", value, write);
            return;
        }

        Start("add"u8, @object);
        _json.StartObject("value"u8);
        _json.Name(name);
        write(_json, value);
        _json.EndObject();
        _json.EndObject();
    }

    /// <summary>The patch; empty when there was no operation.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        if (_isEmpty)
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        _json.EndArray();
        return _json.Written.ToArray();
    }

    public void Dispose() => _json.Dispose();

    private void Write<T>(ReadOnlySpan<byte> operation, string pointer, T value, Action<JsonOutput, T> write)
    {
        Start(operation, pointer);
        _json.Name("value"u8);
        write(_json, value);
        _json.EndObject();
    }

    private void Start(ReadOnlySpan<byte> operation, string pointer)
    {
        _isEmpty = false;
        _json.StartObject();
        _json.Constant("op"u8, operation);
        _json.String("path"u8, pointer);
    }
}
