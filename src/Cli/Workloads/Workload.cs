using System.Text.Json.Nodes;
using ConfigSync.Cli.Json;
using ConfigSync.Cli.Yaml;
using ConfigSync.Contract;
using YamlDotNet.RepresentationModel;

namespace ConfigSync.Cli.Workloads;

/// <summary>An object with a Pod template, or a Pod.</summary>
internal sealed class Workload
{
    private readonly JsonObject[] _claims;

    private Workload(YamlMappingNode root, YamlMappingNode template, string templatePath)
    {
        (Template, TemplatePath) = (template, templatePath);
        var identity = YamlJson.ToJson(Part(root, "metadata") ?? new YamlMappingNode());
        (Kind, Name) = (Text(root, "kind")!, identity.Text("name") ?? identity.Text("generateName") ?? "");
        Namespace = identity.Text("namespace");
        _claims = Kind == "StatefulSet" ? [.. ClaimVolumes.Of(YamlJson.ToJson(Part(root, "spec")!), Name)] : [];
        OwnLabel = ReferenceEquals(root, template) ? null : identity.At("labels", InjectedNames.InjectLabelKey)?.ToString();
    }

    /// <summary>Kind of the object.</summary>
    public string Kind { get; }

    /// <summary>Its name, or the start of it.</summary>
    public string Name { get; }

    /// <summary>Its namespace, when it says one.</summary>
    public string? Namespace { get; }

    /// <summary>The value of the inject label on the object itself, where nothing reads it; <see langword="null"/> for a Pod.</summary>
    public string? OwnLabel { get; }

    /// <summary>The node with the Pod's <c>metadata</c> and <c>spec</c>.</summary>
    public YamlMappingNode Template { get; }

    /// <summary>The path to it: <c>spec.template</c>, or nothing for a Pod.</summary>
    public string TemplatePath { get; }

    /// <summary>Kind and name, for messages.</summary>
    public string Title => $"{Kind}/{Name}";

    /// <summary>The Pod that would be created from it.</summary>
    public JsonObject Pod()
    {
        var spec = YamlJson.ToJson(Template.Children[YamlJson.Text("spec")])!.AsObject();
        ClaimVolumes.Mount(spec, _claims);
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = Part(Template, "metadata") is { } metadata ? YamlJson.ToJson(metadata) : new JsonObject(),
            ["spec"] = spec,
        };
    }

    /// <summary>Does to the template what a patch does to its Pod.</summary>
    public void Apply(ReadOnlySpan<byte> patch)
    {
        // The API server's Pods always have metadata, a template need not.
        if (Part(Template, "metadata") is null)
        {
            Template.Children.Remove(YamlJson.Text("metadata"));
            Template.Children.Insert(0, YamlJson.Text("metadata"), new YamlMappingNode());
        }

        // The patch appends to the Pod's volumes, which are there when the template has none: those of the claims.
        var spec = Part(Template, "spec")!;
        var volumes = YamlJson.Text("volumes");
        var lacksVolumes = _claims.Length > 0 && !(spec.Children.TryGetValue(volumes, out var own) && own is YamlSequenceNode);
        if (lacksVolumes)
        {
            spec.Children[volumes] = new YamlSequenceNode();
        }

        YamlPatch.Apply(Template, patch);
        if (lacksVolumes && spec.Children[volumes] is YamlSequenceNode { Children.Count: 0 })
        {
            spec.Children.Remove(volumes);
        }
    }

    /// <summary>Every workload of a document: one, the items of a List, or none.</summary>
    public static IEnumerable<Workload> Of(YamlNode? root)
    {
        if (root is not YamlMappingNode mapping || Text(mapping, "kind") is not { } kind || Text(mapping, "apiVersion") is not { } version)
        {
            return [];
        }

        if (version == "v1" && kind == "List")
        {
            return mapping.Children.TryGetValue(YamlJson.Text("items"), out var items) && items is YamlSequenceNode list ? list.Children.SelectMany(Of) : [];
        }

        // Groups are looked at too: a custom resource called Job is not ours to understand.
        var path = (version, kind) switch
        {
            ("v1", "Pod") => "",
            ("v1", "PodTemplate") => "template",
            ("v1", "ReplicationController") => "spec.template",
            ("apps/v1", "Deployment" or "StatefulSet" or "DaemonSet" or "ReplicaSet") => "spec.template",
            ("batch/v1", "Job") => "spec.template",
            ("batch/v1", "CronJob") => "spec.jobTemplate.spec.template",
            _ => null,
        };
        var template = path?.Split('.', StringSplitOptions.RemoveEmptyEntries).Aggregate((YamlMappingNode?)mapping, static (node, name) => Part(node, name));
        return Part(template, "spec") is null ? [] : [new Workload(mapping, template!, path!)];
    }

    private static YamlMappingNode? Part(YamlMappingNode? node, string name) =>
        node is not null && node.Children.TryGetValue(YamlJson.Text(name), out var part) ? part as YamlMappingNode : null;

    private static string? Text(YamlMappingNode node, string name) => node.Children.TryGetValue(YamlJson.Text(name), out var part) ? (part as YamlScalarNode)?.Value : null;
}
