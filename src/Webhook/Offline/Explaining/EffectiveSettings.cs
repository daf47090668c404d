using System.Text.Json.Nodes;
using ConfigSync.Contract;
using ConfigSync.Injection.Policy;

namespace ConfigSync.Webhook.Offline.Explaining;

/// <summary>Every annotation with the value that holds and where it comes from: the Pod, a profile, or nobody.</summary>
internal static class EffectiveSettings
{
    private const string Unsaid = "default";

    /// <summary>The rows, in the order of the README.</summary>
    /// <param name="pod">The Pod before injection.</param>
    /// <param name="namespace">The Namespace that it is for, when known.</param>
    /// <param name="profiles">What profiles there are.</param>
    /// <param name="record">What was decided, when it was injected.</param>
    public static IEnumerable<SettingRow> Of(JsonNode pod, string? @namespace, ProfileSet profiles, InjectionRecord? record)
    {
        var named = OnPod(pod, PodAnnotations.Profile);
        var common = profiles.NameFor(@namespace);
        string[] layers = named is not null && common is not null ? [named, common] : [named ?? common ?? ProfileSet.DefaultName];
        return PodAnnotations.All.Select(annotation => Row(annotation, Given(annotation), record));

        (string Value, string Origin) Given(PodAnnotation annotation)
        {
            if (OnPod(pod, annotation) is { } own)
            {
                return (own, "Pod");
            }

            if (annotation == PodAnnotations.Profile && common is not null)
            {
                return (common, $"Namespace '{@namespace}'");
            }

            var giver = Array.Find(layers, layer => profiles.TryGet(layer, out var values) && values.ContainsKey(annotation.Name));
            return giver is not null && profiles.TryGet(giver, out var given) ? (given[annotation.Name], $"profile '{giver}'") : (Plain(annotation.Default), Unsaid);
        }
    }

    private static SettingRow Row(PodAnnotation annotation, (string Value, string Origin) given, InjectionRecord? record)
    {
        var (value, origin) = given;
        // These two have defaults that depend on other settings, and may be downgraded; the record says what came of it.
        var decided = annotation == PodAnnotations.Reload ? record?.Reload : annotation == PodAnnotations.EnvChanges ? record?.EnvChanges : null;
        return decided is null || decided == value ? new SettingRow(annotation.Name, value, origin)
            : origin == Unsaid ? new SettingRow(annotation.Name, decided, origin)
            : new SettingRow(annotation.Name, decided, $"{origin} says {value}; see the remarks");
    }

    private static string? OnPod(JsonNode pod, PodAnnotation annotation) => pod.Text("metadata", "annotations", annotation.Key);

    // The texts are written for the README, where values stand in backquotes.
    private static string Plain(string text) => text.Replace("`", "", StringComparison.Ordinal);
}
