import { type ComponentType, createElement, lazy, Suspense } from "react";

/** A part of a page, such as a dialog, whose script is read when it is first shown. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const Part = lazy(async () => ({ default: await load() })) as unknown as ComponentType<Props>;
  return props => <Suspense>{createElement(Part, props)}</Suspense>;
}
