import {createContext, useContext} from 'react';
import {createTheme, type Theme} from './theme.js';

const ThemeContext = createContext<Theme>(createTheme({color: false, ascii: true}));

export const ThemeProvider = ThemeContext.Provider;

export function useTheme(): Theme {
	return useContext(ThemeContext);
}
