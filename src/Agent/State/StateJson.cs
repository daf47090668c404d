using System.Buffers;
using System.Text.Json;
using ConfigSync.Agent.Hashing;

namespace ConfigSync.Agent.State;

/// <summary>
/// The JSON form of the state. Names on disk are never changed (<c>told</c> is the content of the last reload), because an upgraded agent reads
/// its predecessor's file. Written by hand: a serializer would weigh more than all it had to write.
/// </summary>
internal static class StateJson
{
    private const int Version = 1;

    public static void Write(AgentState state, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteStartObject("sources");
        foreach (var (name, progress) in state.Sources)
        {
            json.WriteStartObject(name);
            WriteHash(json, "copied", progress.Copied);
            WriteHash(json, "told", progress.Reloaded);
            WriteHash(json, "applied", progress.Applied);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("written");
        foreach (var (target, file) in state.Written)
        {
            json.WriteStartObject(target);
            WriteHash(json, "hash", file.Hash);
            json.WriteNumber("mode", file.Mode);
            json.WriteString("rule", file.Rule);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartArray("endedBySignal");
        foreach (var name in state.EndedBySignal)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static AgentState Read(ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content);
        var root = document.RootElement;
        if (root.GetProperty("version").GetInt32() != Version)
        {
            throw new FormatException($"its version is not {Version}");
        }

        var state = new AgentState();
        foreach (var source in root.GetProperty("sources").EnumerateObject())
        {
            state.Sources[source.Name] = new SourceProgress(ReadHash(source.Value, "copied"), ReadHash(source.Value, "told"), ReadHash(source.Value, "applied"));
        }

        foreach (var file in root.GetProperty("written").EnumerateObject())
        {
            var hash = ReadHash(file.Value, "hash") ?? throw new FormatException("a hash is missing");
            state.Written[file.Name] = new WrittenFile(hash, file.Value.GetProperty("mode").GetUInt32(), file.Value.GetProperty("rule").GetString()!);
        }

        foreach (var name in root.GetProperty("endedBySignal").EnumerateArray())
        {
            state.EndedBySignal.Add(name.GetString()!);
        }

        return state;
    }

    private static void WriteHash(Utf8JsonWriter json, string name, ContentHash? hash)
    {
        if (hash is { } value)
        {
            json.WriteString(name, value.ToString());
        }
    }

    private static ContentHash? ReadHash(JsonElement element, string name) =>
        element.TryGetProperty(name, out var text) ? ContentHash.Parse(text.GetString()) ?? throw new FormatException("a hash is damaged") : null;
}
