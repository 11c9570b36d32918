// The proxy as a service of the user. It is started when the user signs in, and again after it fails.
import { join } from 'node:path';
import type { Launch } from '../../agents/index.js';
import type { ClientFolders } from '../../config/index.js';
import { launchdText } from './launchd.js';
import { systemdText } from './systemd.js';
import { taskText } from './task.js';

/** A service: its file, and the commands with which the user starts and stops it. */
export interface Service {
  readonly file: string;
  readonly text: string;
  /** A link to it that the system makes when the service is started, and removes when it is stopped. */
  readonly link?: string;
  readonly start: readonly string[];
  /** These also work when the file is gone. */
  readonly stop: readonly string[];
}

/** The purpose of the change, which is the folder of its journal. */
export const PURPOSE = 'service';

const LABEL = 'dev.headroom.proxy';

/** Returns the service for a platform, as `process.platform` names it. */
export function serviceFor(system: string, { home, xdgConfig, config }: ClientFolders, launch: Launch): Service {
  if (system === 'darwin') {
    const file = join(home, 'Library', 'LaunchAgents', `${LABEL}.plist`);
    return {
      file,
      text: launchdText(LABEL, launch),
      start: [`launchctl bootstrap gui/$(id -u) "${file}"`],
      stop: [`launchctl bootout gui/$(id -u)/${LABEL}`],
    };
  }
  if (system === 'win32') {
    const file = join(config, 'headroom', 'service.xml');
    return {
      file,
      text: taskText(launch),
      start: [`schtasks /Create /TN headroom /XML "${file}"`, 'schtasks /Run /TN headroom'],
      stop: ['schtasks /End /TN headroom', 'schtasks /Delete /TN headroom /F'],
    };
  }
  const folder = join(xdgConfig, 'systemd', 'user');
  return {
    file: join(folder, 'headroom.service'),
    text: systemdText(launch),
    link: join(folder, 'default.target.wants', 'headroom.service'),
    start: ['systemctl --user daemon-reload', 'systemctl --user enable --now headroom'],
    stop: ['systemctl --user stop headroom', 'systemctl --user daemon-reload'],
  };
}
