using System.Text.Json.Nodes;
using ConfigSync.Cli.Json;
using ConfigSync.Cli.Yaml;
using ConfigSync.Contract;
using YamlDotNet.RepresentationModel;

namespace ConfigSync.Cli.Workloads;

/// <summary>An object with a Pod template, or a Pod.</summary>
internal sealed class Workload
{
    private Workload(YamlMappingNode root, YamlMappingNode template, string templatePath)
    {
        (Template, TemplatePath) = (template, templatePath);
        var identity = YamlJson.ToJson(Part(root, "metadata") ?? new YamlMappingNode());
        (Kind, Name) = (Text(root, "kind")!, identity.Text("name") ?? identity.Text("generateName") ?? "");
        Namespace = identity.Text("namespace");
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
    public JsonObject Pod() => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] = Part(Template, "metadata") is { } metadata ? YamlJson.ToJson(metadata) : new JsonObject(),
        ["spec"] = YamlJson.ToJson(Template.Children[YamlJson.Text("spec")]),
    };

    /// <summary>Makes room for what a patch puts under <c>metadata</c>: the API server's Pods always have one, a template need not.</summary>
    public void EnsureMetadata()
    {
        if (Part(Template, "metadata") is null)
        {
            Template.Children.Remove(YamlJson.Text("metadata"));
            Template.Children.Insert(0, YamlJson.Text("metadata"), new YamlMappingNode());
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
