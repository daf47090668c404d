namespace ConfigSync.Injection.Reading;

/// <summary>Reads what a volume shows: ConfigMaps, Secrets, downward API fields, tokens.</summary>
internal static class ProjectionReader
{
    public static ProjectionView Read(ref FieldReader json, ProjectionKind kind, ReadOnlySpan<byte> nameField)
    {
        string? name = null;
        List<ItemView>? items = null;
        json.EnterObject();
        while (json.NextField())
        {
            if (json.Is(nameField))
            {
                name = json.String();
            }
            else if (json.Is("items"u8))
            {
                items = ReadItems(ref json);
            }
            else
            {
                json.Skip();
            }
        }

        // No items: every key is a file. The downward API has no keys, only items.
        var listed = items is { Count: > 0 } || kind == ProjectionKind.DownwardApi;
        return new ProjectionView(kind, name ?? "", listed ? items ?? [] : null);
    }

    public static List<ProjectionView> ReadSources(ref FieldReader json)
    {
        var projections = new List<ProjectionView>();
        json.EnterObject();
        while (json.NextField())
        {
            if (!json.Is("sources"u8))
            {
                json.Skip();
                continue;
            }

            projections.Clear();
            var isArray = json.EnterArray();
            while (isArray && json.NextObject())
            {
                ReadSource(ref json, projections);
            }
        }

        return projections;
    }

    private static void ReadSource(ref FieldReader json, List<ProjectionView> projections)
    {
        while (json.NextField())
        {
            var kind = json.Is("configMap"u8) ? ProjectionKind.ConfigMap
                : json.Is("secret"u8) ? ProjectionKind.Secret
                : json.Is("downwardAPI"u8) ? ProjectionKind.DownwardApi
                : json.Is("serviceAccountToken"u8) ? ProjectionKind.Token
                : ProjectionKind.Other;
            if (json.IsNull || kind is ProjectionKind.Token or ProjectionKind.Other)
            {
                projections.Add(new ProjectionView(json.IsNull ? ProjectionKind.Other : kind, "", null));
                json.Skip();
            }
            else
            {
                projections.Add(Read(ref json, kind, "name"u8));
            }
        }
    }

    private static List<ItemView>? ReadItems(ref FieldReader json)
    {
        if (!json.EnterArray())
        {
            return null;
        }

        var items = new List<ItemView>();
        while (json.NextElement())
        {
            string? key = null, path = null;
            var isObject = json.EnterObject();
            while (isObject && json.NextField())
            {
                if (json.Is("key"u8))
                {
                    key = json.String();
                }
                else if (json.Is("path"u8))
                {
                    path = json.String();
                }
                else
                {
                    json.Skip();
                }
            }

            items.Add(new ItemView(key ?? "", PathText.Relative(path ?? "")));
        }

        return items;
    }
}
