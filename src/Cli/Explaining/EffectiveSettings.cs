using System.Text.Json.Nodes;
using ConfigSync.Cli.Json;
using ConfigSync.Contract;
using ConfigSync.Injection.Settings;

namespace ConfigSync.Cli.Explaining;

/// <summary>Every annotation with the value that holds and where it comes from: the Pod, a profile, or nobody.</summary>
internal static class EffectiveSettings
{
    private const string Unsaid = "default";

    /// <summary>The rows, in the order of the documentation.</summary>
    /// <param name="pod">The Pod before injection.</param>
    /// <param name="namespace">The Namespace that it is for, when known.</param>
    /// <param name="settings">The webhook's options and profiles.</param>
    /// <param name="record">The record, when the Pod was injected.</param>
    public static IEnumerable<SettingRow> Of(JsonNode pod, string? @namespace, InjectionSettings settings, InjectionRecord? record)
    {
        var profiles = settings.Profiles;
        var (first, below) = profiles.For(OnPod(pod, PodAnnotations.Profile), @namespace);
        return PodAnnotations.All.Select(annotation => Row(annotation, Given(annotation), record));

        (string Value, string Origin) Given(PodAnnotation annotation)
        {
            if (OnPod(pod, annotation) is { } own)
            {
                return (own, "Pod");
            }

            if (annotation == PodAnnotations.Profile)
            {
                return (first, first == profiles.NameFor(@namespace) ? $"Namespace '{@namespace}'" : first == ProfileSet.DefaultName ? Unsaid : "--profile");
            }

            foreach (var profile in (string?[])[first, below])
            {
                if (profile is not null && profiles.TryGet(profile, out var values) && values.TryGetValue(annotation.Name, out var value))
                {
                    return (value, $"profile '{profile}'");
                }
            }

            // For these two the webhook's options stand where others have a default.
            return annotation == PodAnnotations.AgentImageReference ? (settings.AgentImage, "--agent-image")
                : annotation == PodAnnotations.AgentPullSecrets && settings.AgentPullSecrets.Count > 0 ? (string.Join(',', settings.AgentPullSecrets), "--agent-pull-secrets")
                : (annotation == PodAnnotations.AgentPullSecrets ? "none" : Plain(annotation.Default), Unsaid);
        }
    }

    private static SettingRow Row(PodAnnotation annotation, (string Value, string Origin) given, InjectionRecord? record)
    {
        var (value, origin) = given;
        // These two have defaults that depend on other settings, and may be downgraded; the record says what came of it.
        var decided = annotation == PodAnnotations.Reload ? record?.Reload : annotation == PodAnnotations.EnvChanges ? record?.EnvChanges : null;
        return decided is null || decided == value ? new SettingRow(annotation.Name, value, origin)
            : origin == Unsaid ? new SettingRow(annotation.Name, decided, origin)
            : new SettingRow(annotation.Name, decided, $"{origin} says {value}; see the notes");
    }

    private static string? OnPod(JsonNode pod, PodAnnotation annotation) => pod.Text("metadata", "annotations", annotation.Key);

    // The texts are written for the README, where values stand in backquotes.
    private static string Plain(string text) => text.Replace("`", "", StringComparison.Ordinal);
}

/// <summary>One annotation as it holds for a Pod.</summary>
/// <param name="Name">The key without its prefix.</param>
/// <param name="Value">The value that holds.</param>
/// <param name="Origin">Where it comes from.</param>
internal sealed record SettingRow(string Name, string Value, string Origin);
