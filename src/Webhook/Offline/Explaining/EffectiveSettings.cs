using System.Text.Json.Nodes;
using ConfigSync.Contract;
using ConfigSync.Injection.Policy;

namespace ConfigSync.Webhook.Offline.Explaining;

/// <summary>Every annotation with the value that holds and where it comes from: the Pod, its profile, or nobody.</summary>
internal static class EffectiveSettings
{
    private const string Unsaid = "default";

    /// <summary>The rows, in the order of the README.</summary>
    /// <param name="pod">The Pod before injection.</param>
    /// <param name="profiles">What profiles there are.</param>
    /// <param name="record">What was decided, when it was injected.</param>
    public static IEnumerable<SettingRow> Of(JsonNode pod, ProfileSet profiles, InjectionRecord? record)
    {
        var name = OnPod(pod, PodAnnotations.Profile) ?? ProfileSet.DefaultName;
        _ = profiles.TryGet(name, out var profile);
        return PodAnnotations.All.Select(annotation => Row(annotation, OnPod(pod, annotation), profile.GetValueOrDefault(annotation.Name), name, record));
    }

    private static SettingRow Row(PodAnnotation annotation, string? onPod, string? inProfile, string profile, InjectionRecord? record)
    {
        var (value, origin) = onPod is not null ? (onPod, "Pod") : inProfile is not null ? (inProfile, $"profile '{profile}'") : (Plain(annotation.Default), Unsaid);
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
