import { Dialog } from "./Dialog";
import { Failure } from "./State";

interface NotLoadedProps {
  title: string;
  error: unknown;
  onAgain: () => void;
  onClose: () => void;
}

/** Stands in the place of a dialog whose thing could not be read, such as one that was deleted meanwhile. */
export const NotLoaded = ({ title, error, onAgain, onClose }: NotLoadedProps) => (
  <Dialog title={title} onClose={onClose}>
    <Failure thrown={error} onAgain={onAgain} />
  </Dialog>
);
