using System.Text.Json;

namespace ConfigSync.Kubernetes.Metadata;

/// <summary>
/// Reads the metadata of objects straight from JSON bytes. A model would build every label, annotation and managed field only to drop them again,
/// and managed fields are often half of the metadata.
/// </summary>
internal static class MetadataReader
{
    public static ObjectMetadata ReadObject(ReadOnlySpan<byte> json, MetadataSelection selection)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return ReadObject(ref reader, selection);
    }

    /// <summary>Reads the object at whose opening brace the reader stands, and leaves the reader at the closing one.</summary>
    public static ObjectMetadata ReadObject(ref Utf8JsonReader reader, MetadataSelection selection)
    {
        ObjectMetadata? metadata = null;
        Expect(ref reader, JsonTokenType.StartObject);
        while (NextMember(ref reader))
        {
            if (reader.ValueTextEquals("metadata"u8))
            {
                reader.Read();
                metadata = ReadMetadata(ref reader, selection);
            }
            else
            {
                reader.Skip();
            }
        }

        return metadata ?? throw new JsonException("an object has no metadata");
    }

    /// <summary>Moves to the next member's name; <see langword="false"/> at the end of the object.</summary>
    public static bool NextMember(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.PropertyName;
    }

    public static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (reader.TokenType != token)
        {
            throw new JsonException($"found {reader.TokenType} where {token} was expected");
        }
    }

    private static ObjectMetadata ReadMetadata(ref Utf8JsonReader reader, MetadataSelection selection)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        string name = "", namespaceName = "", uid = "", version = "";
        OwnerReference? controller = null;
        DateTimeOffset createdAt = default;
        DateTimeOffset? modifiedAt = null;
        var terminating = false;
        IReadOnlyList<string?> annotations = [];
        while (NextMember(ref reader))
        {
            switch (true)
            {
                case var _ when reader.ValueTextEquals("name"u8): name = ReadString(ref reader); break;
                case var _ when reader.ValueTextEquals("namespace"u8): reader.Read(); namespaceName = selection.Strings.Read(ref reader); break;
                case var _ when reader.ValueTextEquals("uid"u8): uid = ReadString(ref reader); break;
                case var _ when reader.ValueTextEquals("resourceVersion"u8): version = ReadString(ref reader); break;
                case var _ when reader.ValueTextEquals("creationTimestamp"u8): createdAt = ReadTime(ref reader) ?? default; break;
                case var _ when reader.ValueTextEquals("deletionTimestamp"u8): terminating = ReadTime(ref reader) is not null; break;
                case var _ when reader.ValueTextEquals("annotations"u8): annotations = ReadAnnotations(ref reader, selection); break;
                case var _ when reader.ValueTextEquals("ownerReferences"u8): controller = ReadController(ref reader, selection.Strings); break;
                case var _ when reader.ValueTextEquals("managedFields"u8): modifiedAt = ReadModified(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        return new ObjectMetadata
        {
            Name = name, Namespace = namespaceName, Uid = uid, ResourceVersion = version, Controller = controller,
            CreatedAt = createdAt, ModifiedAt = modifiedAt, IsTerminating = terminating, Annotations = annotations,
        };
    }

    private static string?[] ReadAnnotations(ref Utf8JsonReader reader, MetadataSelection selection)
    {
        reader.Read();
        if (selection.Annotations.Count == 0 || reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return [];
        }

        var values = new string?[selection.Annotations.Count];
        while (NextMember(ref reader))
        {
            var slot = 0;
            while (slot < values.Length && !reader.ValueTextEquals(selection.Annotations[slot]))
            {
                slot++;
            }

            reader.Read();
            if (slot < values.Length)
            {
                values[slot] = reader.GetString();
            }
        }

        return values;
    }

    private static OwnerReference? ReadController(ref Utf8JsonReader reader, StringPool strings)
    {
        OwnerReference? controller = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            controller = ReadOwner(ref reader, strings) ?? controller;
        }

        return controller;
    }

    private static OwnerReference? ReadOwner(ref Utf8JsonReader reader, StringPool strings)
    {
        string apiVersion = "", kind = "", name = "", uid = "";
        var controls = false;
        while (NextMember(ref reader))
        {
            switch (true)
            {
                case var _ when reader.ValueTextEquals("apiVersion"u8): reader.Read(); apiVersion = strings.Read(ref reader); break;
                case var _ when reader.ValueTextEquals("kind"u8): reader.Read(); kind = strings.Read(ref reader); break;
                case var _ when reader.ValueTextEquals("name"u8): reader.Read(); name = strings.Read(ref reader); break;
                case var _ when reader.ValueTextEquals("uid"u8): reader.Read(); uid = strings.Read(ref reader); break;
                case var _ when reader.ValueTextEquals("controller"u8): reader.Read(); controls = reader.TokenType == JsonTokenType.True; break;
                default: reader.Skip(); break;
            }
        }

        return controls ? new OwnerReference(apiVersion, kind, name, uid) : null;
    }

    private static DateTimeOffset? ReadModified(ref Utf8JsonReader reader)
    {
        DateTimeOffset? latest = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            while (NextMember(ref reader))
            {
                if (!reader.ValueTextEquals("time"u8))
                {
                    reader.Skip();
                }
                else if (ReadTime(ref reader) is { } time && !(time < latest))
                {
                    latest = time;
                }
            }
        }

        return latest;
    }

    private static string ReadString(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString() ?? "";
    }

    private static DateTimeOffset? ReadTime(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var time) ? time : null;
    }
}

/// <summary>The parts of the metadata that are kept.</summary>
/// <param name="Annotations">Keys of the annotations that are kept.</param>
internal sealed record MetadataSelection(IReadOnlyList<string> Annotations)
{
    /// <summary>Interns strings that occur in many objects.</summary>
    public StringPool Strings { get; init; } = new();
}
