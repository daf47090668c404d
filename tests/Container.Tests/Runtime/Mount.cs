using System.Text.Json.Nodes;

namespace ConfigSync.Container.Tests.Runtime;

/// <summary>Mounts, as a runtime specification has them.</summary>
internal static class Mount
{
    /// <summary>A file system of the kernel.</summary>
    public static JsonObject New(string destination, string type, string source, params string[] options) => new()
    {
        ["destination"] = destination,
        ["type"] = type,
        ["source"] = source,
        ["options"] = new JsonArray([.. options.Select(static option => (JsonNode)option)]),
    };

    /// <summary>A file or folder of this machine.</summary>
    public static JsonObject Bind(string destination, string source, bool readOnly) => New(destination, "bind", source, "rbind", "rprivate", readOnly ? "ro" : "rw");
}
